import type { RegisterFilter } from '../../../../shared/features/register/contract';
import type { Entry } from '../../../../shared/features/register/entry';
import { nextTurn } from '../../kit/turn';
import type { Reader } from '../../store/types';
import type { ExportOptions, Piece } from './exportFile';
import { countEntries, entriesAfter, lastEntry, matching } from './store';

const COLUMNS = [
  'sequence',
  'at',
  'kind',
  'signal',
  'refersTo',
  'instrument',
  'timeframe',
  'direction',
  'decidedAt',
  'entry',
] as const;
const MORE = ['tp1', 'tp2', 'sl', 'confidence', 'noEdge', 'status', 'result', 'r', 'rGross', 'note', 'previous', 'hash'] as const;

const PIECE = 200;

/** The filtered entries as a table, oldest first, in pieces of text. The columns are those of the decision, repeated with what followed. */
export async function* exportCsv(
  { read, source }: ExportOptions,
  filter: RegisterFilter,
  signal: AbortSignal | undefined,
): AsyncGenerator<Piece> {
  const total = countEntries(read, source, filter);
  const upTo = lastEntry(read)?.sequence ?? 0;
  let done = 0;
  let text = `\uFEFF${[...COLUMNS, ...MORE].join(',')}\r\n`;
  for (let at = 0; at < upTo && signal?.aborted !== true; ) {
    const entries = entriesAfter(read, at, upTo, PIECE);
    const wanted = matching(read, source, filter, at, entries.at(-1)?.sequence ?? at);
    const chosen = entries.filter(({ sequence }) => wanted.has(sequence));
    text += chosen.map((entry) => lineOf(read, entry)).join('');
    done += chosen.length;
    at = entries.at(-1)?.sequence ?? upTo;
    if (text.length > 0) yield { done, total, text };
    text = '';
    await nextTurn();
  }
  yield { done: total, total, text };
}

function lineOf(read: Reader, entry: Entry): string {
  const signal = read.get(read.db.selectFrom('signals').selectAll().where('id', '=', entry.signalId));
  const body = JSON.parse(entry.body) as {
    act?: string;
    reason?: string;
    outcome?: { result: string; r: number; rGross: number };
  };
  const { outcome } = body;
  const cells = [
    ...[entry.sequence, iso(entry.at), entry.kind, entry.signalId, entry.refersTo, signal?.instrument, signal?.timeframe],
    ...[signal?.direction, signal === undefined ? null : iso(signal.at), signal?.entry, signal?.tp1, signal?.tp2, signal?.sl],
    ...[signal?.confidence, signal?.no_edge, signal?.status, outcome?.result ?? body.act, outcome?.r, outcome?.rGross],
    ...[body.reason, entry.previous, entry.hash],
  ];
  return `${cells.map(cell).join(',')}\r\n`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** RFC 4180; text that a spreadsheet would run as a formula gets an apostrophe in front (source: OWASP, CSV Injection). */
function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r\n|]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
