import { z } from 'zod';
import { command, query } from '../../base/contract';
import { directoryEntry } from './entry';

const id = z.string().max(60);

/** An entry as it stands, and what became of the one that the console was delivered with. */
export const directoryRow = z.object({
  entry: directoryEntry,
  /** Counts up with each change; 0 as delivered. */
  revision: z.int(),
  changed: z.object({ at: z.int(), by: z.string() }).nullable(),
  delivered: z.boolean(),
  /** A contact nobody could reach: neither a telephone number nor an address. */
  incomplete: z.boolean(),
});
export type DirectoryRow = z.infer<typeof directoryRow>;

const stale = { STALE_ENTRY: { data: z.object({ by: z.string(), revision: z.int() }) } };

export const directoryContract = {
  list: query('directory:read').output(z.object({ rows: z.array(directoryRow) })),
  /** Adds an entry or replaces it; `revision` is the one that the operator had before them, null for a new one. */
  save: command('directory:write')
    .input(z.object({ entry: directoryEntry, revision: z.int().min(0).nullable() }))
    .output(directoryRow)
    .errors({ ...stale, ID_TAKEN: {} }),
  remove: command('directory:write')
    .input(z.object({ id, revision: z.int().min(0) }))
    .output(z.object({}))
    .errors({ ...stale, UNKNOWN_ENTRY: {}, STILL_NAMED: { data: z.object({ procedures: z.array(z.string()) }) } }),
};
