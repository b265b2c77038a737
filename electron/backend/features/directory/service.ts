import type { DirectoryRow, directoryContract } from '../../../../shared/features/directory/contract';
import type { DirectoryEntry, DirectoryFile } from '../../../../shared/features/directory/entry';
import type { Payloads } from '../../store/payloads';
import { Refusal } from '../../store/refusal';
import type { Reader, Reads, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import { type StoredEntry, storedEntries, writeEntry } from './store';

export interface DirectoryOptions {
  readonly read: Reader;
  readonly payloads: Payloads;
  /** What the console is delivered with; read when it is first asked for. */
  readonly delivered: () => DirectoryFile;
  /** Ids of the procedures that name an entry. */
  readonly namedBy: (entry: string) => readonly string[];
}

export interface Directory {
  readonly handlers: Handlers<typeof directoryContract>;
  /** As it stands, for checks and other features. */
  rows(): readonly DirectoryRow[];
}

export function createDirectory(options: DirectoryOptions): Directory {
  const { read, payloads, delivered, namedBy } = options;
  let shipped: ReadonlyMap<string, DirectoryEntry> | null = null;
  const shippedEntries = () => {
    shipped ??= new Map(delivered().entries.map((entry) => [entry.id, entry]));
    return shipped;
  };
  const list = (reads: Reads, db: Reader['db']) => rowsOf(shippedEntries(), storedEntries(reads, db, payloads));
  const inTx = (tx: Tx, id: string) => list(tx, tx.db as unknown as Reader['db']).find((row) => row.entry.id === id);

  return {
    rows: () => list(read, read.db),
    handlers: {
      list: { query: () => ({ rows: list(read, read.db) }) },
      save: {
        command: ({ entry, revision }) => {
          return (tx) => {
            tx.subject(entry.id);
            const known = inTx(tx, entry.id);
            if (revision === null && known !== undefined) throw new Refusal('ID_TAKEN');
            const stored = storedEntries(tx, tx.db as unknown as Reader['db'], payloads).get(entry.id);
            const now = stored?.revision ?? 0;
            if (revision !== null && revision !== now) throw new Refusal('STALE_ENTRY', { by: stored?.by ?? '', revision: now });
            writeEntry(tx, payloads, entry.id, now + 1, entry);
            tx.fact('directory.changed', entry.id);
            return inTx(tx, entry.id) as DirectoryRow;
          };
        },
      },
      remove: {
        command: ({ id, revision }) => {
          return (tx) => {
            tx.subject(id);
            const row = inTx(tx, id);
            if (row === undefined) throw new Refusal('UNKNOWN_ENTRY');
            if (row.revision !== revision)
              throw new Refusal('STALE_ENTRY', { by: row.changed?.by ?? '', revision: row.revision });
            const procedures = namedBy(id);
            if (procedures.length > 0) throw new Refusal('STILL_NAMED', { procedures: [...procedures] });
            writeEntry(tx, payloads, id, revision + 1, null);
            tx.fact('directory.changed', id);
            return {};
          };
        },
      },
    },
  };
}

/** What was delivered, with every change laid over it, in the order of delivery; added entries come last. */
function rowsOf(shipped: ReadonlyMap<string, DirectoryEntry>, stored: ReadonlyMap<string, StoredEntry>): DirectoryRow[] {
  const ids = [...new Set([...shipped.keys(), ...stored.keys()])];
  return ids.flatMap((id) => {
    const change = stored.get(id);
    const entry = change === undefined ? shipped.get(id) : change.entry;
    if (entry === undefined || entry === null) return [];
    return [
      {
        entry,
        revision: change?.revision ?? 0,
        changed: change === undefined ? null : { at: change.at, by: change.by },
        delivered: shipped.has(id),
        incomplete: isIncomplete(entry),
      },
    ];
  });
}

function isIncomplete(entry: DirectoryEntry): boolean {
  return entry.kind === 'contact' && entry.phone === null && entry.email === null;
}
