/** Tables of the access feature; conventions as in `schema.ts`. */
export type AccessTables = Record<never, never>;
