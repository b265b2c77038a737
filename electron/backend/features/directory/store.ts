import { z } from 'zod';
import { type DirectoryEntry, directoryEntry } from '../../../../shared/features/directory/entry';
import type { Payloads } from '../../store/payloads';
import type { Reader, Reads, Tx } from '../../store/types';

/** What was changed of one entry; `entry` null once it was removed. */
export interface StoredEntry {
  readonly id: string;
  readonly revision: number;
  readonly entry: DirectoryEntry | null;
  readonly at: number;
  readonly by: string;
}

const personal = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
});
const NOBODY = { name: null, phone: null, email: null };

/** Changes by entry id. A person who was erased leaves an entry without name, number and address. */
export function storedEntries(reads: Reads, db: Reader['db'], payloads: Payloads): ReadonlyMap<string, StoredEntry> {
  const rows = reads.all(db.selectFrom('directory_entries').selectAll());
  return new Map(rows.map((row) => [row.id, entryOf(reads, payloads, row)]));
}

type Row = {
  readonly id: string;
  readonly revision: number;
  readonly entry_json: string | null;
  readonly payload_id: string | null;
  readonly updated_at: number;
  readonly updated_by: string;
};

function entryOf(reads: Reads, payloads: Payloads, row: Row): StoredEntry {
  const stored = { id: row.id, revision: row.revision, at: row.updated_at, by: row.updated_by };
  if (row.entry_json === null) return { ...stored, entry: null };
  const said = row.payload_id === null ? {} : (payloads.get(reads, row.payload_id) ?? NOBODY);
  const rest = z.record(z.string(), z.unknown()).parse(JSON.parse(row.entry_json));
  return { ...stored, entry: directoryEntry.parse({ ...rest, ...(row.payload_id === null ? {} : personal.parse(said)) }) };
}

/** `entry` null removes it. What is personal of a contact goes into a payload under a key of its own. */
export function writeEntry(tx: Tx, payloads: Payloads, id: string, revision: number, entry: DirectoryEntry | null): void {
  const isContact = entry?.kind === 'contact';
  const { name, phone, email } = isContact ? entry : NOBODY;
  const person = `directory:${id}`;
  payloads.erase(tx, person);
  const row = {
    revision,
    entry_json: entry === null ? null : JSON.stringify(isContact ? { ...entry, ...NOBODY } : entry),
    payload_id: isContact ? payloads.put(tx, person, 'directory.contact', { name, phone, email }) : null,
    updated_at: tx.at,
    updated_by: tx.actor,
  };
  const known = tx.run(tx.db.updateTable('directory_entries').set(row).where('id', '=', id)) > 0;
  if (!known) tx.run(tx.db.insertInto('directory_entries').values({ id, ...row }));
}
