/** Tables of the people feature; conventions as in `schema.ts`. */
export type PeopleTables = Record<never, never>;
