/** Tables of the sop feature; conventions as in `schema.ts`. */
export type SopTables = Record<never, never>;
