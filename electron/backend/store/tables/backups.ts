/** Tables of the backups feature; conventions as in `schema.ts`. */
export type BackupTables = Record<never, never>;
