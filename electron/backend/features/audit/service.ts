import type { AuditFilter, auditContract } from '../../../../shared/features/audit/contract';
import type { Clock } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import { nextTurn } from '../../kit/turn';
import type { Reader } from '../../store/types';
import type { Handlers } from '../handlers';
import { CSV_HEADER, csvLines } from './csv';
import { auditWords, countAudit, listAudit } from './store';

/** Rows read and written in one go: a few milliseconds of the loop. */
const PIECE = 500;

/** Where the chain stands after some rows. */
export interface ChainProgress {
  readonly checked: number;
  readonly total: number;
  readonly finished: boolean;
  readonly broken: { readonly sequence: number; readonly reason: string } | null;
}

export interface AuditOptions {
  readonly read: Reader;
  readonly clock: Clock;
  /** Walks the chain piece by piece, newest state of it included. */
  readonly verify: () => Iterable<ChainProgress>;
  /** Told the sequence of each new row after its commit; returns how to stop. */
  readonly audited: (listener: (sequence: number) => void) => () => void;
}

export function createAudit(options: AuditOptions): { readonly handlers: Handlers<typeof auditContract> } {
  const { read, clock } = options;
  return {
    handlers: {
      list: {
        query: ({ filter, before, limit }) => {
          const rows = listAudit(read, filter, before, limit);
          const last = rows.length === limit ? rows.at(-1) : undefined;
          return { rows, next: last?.sequence ?? null, total: countAudit(read, filter), ...auditWords(read) };
        },
      },
      changes: {
        query: (_, { signal }) =>
          flatten(
            conflate({
              clock,
              hz: 2,
              signal,
              source: (offer) => options.audited((sequence) => offer('head', { sequence })),
            }),
          ),
      },
      export: {
        command:
          ({ filter }, { signal }) =>
          () =>
            exportCsv(read, filter, signal),
      },
      verify: { query: (_, { signal }) => verify(options, signal) },
    },
  };
}

/** Newest first, as the list shows them; rows that come meanwhile are not in it. */
async function* exportCsv(read: Reader, filter: AuditFilter, signal: AbortSignal | undefined) {
  const total = countAudit(read, filter);
  let before: number | null = null;
  let done = 0;
  let text = `\uFEFF${CSV_HEADER}`;
  do {
    const rows = listAudit(read, filter, before, Math.min(PIECE, total - done));
    done += rows.length;
    before = rows.at(-1)?.sequence ?? 0;
    yield { done, total, text: text + csvLines(rows) };
    text = '';
    await nextTurn();
    if (rows.length === 0) return;
  } while (done < total && signal?.aborted !== true);
}

async function* verify(options: AuditOptions, signal: AbortSignal | undefined) {
  for (const progress of options.verify()) {
    yield progress;
    if (progress.finished || signal?.aborted === true) return;
    await nextTurn();
  }
}
