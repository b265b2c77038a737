/** Tables of the directory feature; conventions as in `schema.ts`. */
export type DirectoryTables = Record<never, never>;
