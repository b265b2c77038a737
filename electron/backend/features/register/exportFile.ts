import type { RegisterFilter } from '../../../../shared/features/register/contract';
import { type Entry, GENESIS } from '../../../../shared/features/register/entry';
import { type AnchorLine, type FileLine, FORMAT, FORMAT_VERSION } from '../../../../shared/features/register/file';
import { HASHING, MEASURES } from '../../../../shared/features/register/measures';
import { sha256Running } from '../../kit/hash';
import { nextTurn } from '../../kit/turn';
import type { Anchor } from '../../store/anchor';
import type { Reader } from '../../store/types';
import { entriesAfter, entryAt, firstMatching, lastEntry, matching, sealOf } from './store';

export interface ExportOptions {
  readonly read: Reader;
  readonly source: string;
  readonly now: () => number;
  readonly anchors: () => readonly Anchor[];
}

export interface Piece {
  readonly done: number;
  readonly total: number;
  readonly text: string;
}

/** Entries written in one go: a few milliseconds. */
const PIECE = 200;

/**
 * The register as a file that can be checked by itself, in pieces of text: from the first entry that the filter lets through to
 * the head, with stubs for what it leaves out.
 */
export async function* exportFile(
  options: ExportOptions,
  filter: RegisterFilter,
  signal: AbortSignal | undefined,
): AsyncGenerator<Piece> {
  const { read, source } = options;
  const digest = sha256Running();
  const lines = (given: readonly FileLine[]): string => {
    const text = given.map((line) => `${JSON.stringify(line)}\n`).join('');
    digest.update(text);
    return text;
  };
  const head = lastEntry(read);
  const from = (firstMatching(read, source, filter) ?? (head?.sequence ?? 0) + 1) - 1;
  const upTo = head?.sequence ?? 0;
  const counts = { entries: 0, stubs: 0 };
  let text = lines([header(options, filter, from, head)]);
  for (let at = from; at < upTo && signal?.aborted !== true; ) {
    const entries = entriesAfter(read, at, upTo, PIECE);
    const wanted = matching(read, source, filter, at, entries.at(-1)?.sequence ?? at);
    text += lines(entries.map((entry) => lineOf(read, entry, wanted.has(entry.sequence), counts)));
    at = entries.at(-1)?.sequence ?? upTo;
    yield { done: at - from, total: upTo - from, text };
    text = '';
    await nextTurn();
  }
  text += lines(daily(options.anchors(), from, upTo));
  const end: FileLine = { type: 'end', ...counts, digest: digest.digest() };
  text += `${JSON.stringify(end)}\n`;
  yield { done: upTo - from, total: upTo - from, text };
}

function header({ read, source, now }: ExportOptions, filter: RegisterFilter, after: number, head: Entry | undefined): FileLine {
  const { from = 0, to, instruments = [], outcomes = [], kinds = [] } = filter;
  const exportedAt = now();
  return {
    type: 'header',
    format: FORMAT,
    version: FORMAT_VERSION,
    exportedAt,
    source,
    filter: { from, to: to ?? exportedAt, instruments, outcomes, kinds },
    after: { sequence: after, hash: after === 0 ? GENESIS : (entryAt(read, read.db, after)?.hash ?? GENESIS) },
    head: { sequence: head?.sequence ?? 0, hash: head?.hash ?? GENESIS },
    hashing: HASHING,
    measures: MEASURES,
  };
}

function lineOf(read: Reader, entry: Entry, wanted: boolean, counts: { entries: number; stubs: number }): FileLine {
  if (!wanted) {
    counts.stubs += 1;
    const { sequence, previous, hash } = entry;
    return { type: 'stub', sequence, previous, hash };
  }
  counts.entries += 1;
  const seal = entry.kind === 'decision' ? sealOf(read, entry.signalId) : undefined;
  return { type: 'entry', ...entry, ...(seal === undefined ? {} : { seal }) };
}

const DAY = 86_400_000;

/** The last anchor of each day is enough: between two of them the chain itself speaks. */
function daily(anchors: readonly Anchor[], after: number, upTo: number): AnchorLine[] {
  const days = new Map<number, AnchorLine>();
  for (const { at, register } of anchors) {
    if (register === undefined || register[0] <= after || register[0] > upTo) continue;
    days.set(Math.floor(at / DAY), { type: 'anchor', at, sequence: register[0], hash: register[1] });
  }
  return [...days.values()];
}
