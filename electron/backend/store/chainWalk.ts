import type { Anchor } from './anchor';
import { auditHash, GENESIS, sealHash } from './chain';
import type { AuditTable, SealsTable } from './schema';
import type { Reader } from './types';

export interface BrokenRow {
  readonly sequence: number;
  /** What differs. */
  readonly reason: string;
}

/** Where a walk along a chain stands; the last one is `finished` and says whether it holds. */
export interface ChainProgress {
  readonly checked: number;
  readonly total: number;
  readonly finished: boolean;
  readonly broken: BrokenRow | null;
}

/** Rows looked at in one go: a few milliseconds, so that whoever walks can let other work in between. */
const PIECE = 500;

type Row = Pick<AuditTable, 'sequence' | 'previous' | 'hash'>;

interface Chain<R extends Row> {
  /** Rows after `sequence`, in order, at most PIECE. */
  after(sequence: number): R[];
  last(): number;
  hashOf(row: R): string;
  /** What the anchors know of this chain: hash by sequence. */
  readonly anchored: ReadonlyMap<number, string>;
  /** Whatever else must be true of a row; null when it is. */
  also?(row: R): string | null;
}

/** Walks the audit chain from its first row. Rows written meanwhile are left for the next walk. */
export function walkAudit(read: Reader, anchors: readonly Anchor[]): Generator<ChainProgress> {
  const table = read.db.selectFrom('audit');
  return walk<AuditTable>({
    after: (sequence) => read.all(table.selectAll().where('sequence', '>', sequence).orderBy('sequence').limit(PIECE)),
    last: () => read.get(table.select('sequence').orderBy('sequence', 'desc').limit(1))?.sequence ?? 0,
    hashOf: ({ hash: _, ...row }) => auditHash(row),
    anchored: new Map(anchors.map((anchor) => anchor.audit)),
  });
}

/** Walks the chain of sealed signals, and holds each signal's stored decision against what was sealed. */
export function walkSeals(read: Reader, anchors: readonly Anchor[]): Generator<ChainProgress> {
  const table = read.db.selectFrom('seals');
  return walk<SealsTable>({
    after: (sequence) => read.all(table.selectAll().where('sequence', '>', sequence).orderBy('sequence').limit(PIECE)),
    last: () => read.get(table.select('sequence').orderBy('sequence', 'desc').limit(1))?.sequence ?? 0,
    hashOf: ({ hash: _, ...row }) => sealHash(row),
    anchored: new Map(anchors.map((anchor) => anchor.seals)),
    also: (row) => differenceFromSeal(read, row),
  });
}

function* walk<R extends Row>(chain: Chain<R>): Generator<ChainProgress> {
  const total = Math.max(chain.last(), ...chain.anchored.keys());
  let checked = 0;
  let previous = GENESIS;
  while (checked < total) {
    const rows = chain.after(checked);
    if (rows.length === 0) {
      const reason = 'an anchor knows this row, the file ends before it';
      yield { checked, total, finished: true, broken: { sequence: checked + 1, reason } };
      return;
    }
    for (const row of rows) {
      const reason = fault(chain, row, checked + 1, previous);
      if (reason !== null) {
        yield { checked, total, finished: true, broken: { sequence: checked + 1, reason } };
        return;
      }
      previous = row.hash;
      checked += 1;
    }
    if (checked < total) yield { checked, total, finished: false, broken: null };
  }
  yield { checked, total: checked, finished: true, broken: null };
}

function fault<R extends Row>(chain: Chain<R>, row: R, expected: number, previous: string): string | null {
  if (row.sequence !== expected) return `the row is missing; the next one is ${row.sequence}`;
  if (row.previous !== previous) return 'it does not name the hash of the row before it';
  if (chain.hashOf(row) !== row.hash) return 'its content does not give its hash';
  const anchor = chain.anchored.get(row.sequence);
  if (anchor !== undefined && anchor !== row.hash) return 'an anchor outside the file holds another hash for it';
  return chain.also?.(row) ?? null;
}

/** Columns of `signals` by the sealed decision's words. */
const DECISION_COLUMNS = {
  id: 'id',
  at: 'at',
  instrument: 'instrument',
  timeframe: 'timeframe',
  direction: 'direction',
  entry: 'entry',
  tp1: 'tp1',
  tp2: 'tp2',
  sl: 'sl',
  confidence: 'confidence',
  noEdge: 'no_edge',
  status: 'status',
  expiresAt: 'expires_at',
  strategy: 'strategy',
  ruleSet: 'rule_set',
  source: 'source',
} as const;

function differenceFromSeal(read: Reader, seal: SealsTable): string | null {
  const signal = read.get(read.db.selectFrom('signals').selectAll().where('id', '=', seal.signal_id));
  if (signal === undefined) return `the sealed signal ${seal.signal_id} is missing`;
  const { decision } = JSON.parse(seal.body) as { decision?: Readonly<Record<string, unknown>> };
  if (decision === undefined) return 'no decision was sealed';
  for (const [word, column] of Object.entries(DECISION_COLUMNS)) {
    if (signal[column] !== decision[word]) return `the signal ${seal.signal_id} differs from its seal in ${word}`;
  }
  return null;
}
