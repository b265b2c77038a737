import type { Anchor } from './anchor';
import { auditHash, GENESIS, registerHash, sealHash } from './chain';
import type { AuditTable, SealsTable } from './schema';
import type { RegisterEntriesTable } from './tables/register';
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

/** Walks the register: its chain, each decision's seal in the order of seals, each outcome against what is stored. */
export function walkRegister(read: Reader, anchors: readonly Anchor[]): Generator<ChainProgress> {
  const table = read.db.selectFrom('register_entries');
  let seals = 0;
  return walk<RegisterEntriesTable>({
    after: (sequence) => read.all(table.selectAll().where('sequence', '>', sequence).orderBy('sequence').limit(PIECE)),
    last: () => read.get(table.select('sequence').orderBy('sequence', 'desc').limit(1))?.sequence ?? 0,
    hashOf: ({ hash: _, ...row }) => registerHash(row),
    anchored: new Map(anchors.flatMap(({ register }) => (register === undefined ? [] : [register]))),
    also: (row) => {
      if (row.kind === 'decision') seals += 1;
      return row.kind === 'decision' ? differenceFromSealed(read, row, seals) : differenceFromStored(read, row);
    },
  });
}

function differenceFromSealed(read: Reader, row: RegisterEntriesTable, expected: number): string | null {
  const { seal } = JSON.parse(row.body) as { seal?: { sequence: number; hash: string } };
  if (seal?.sequence !== expected) return `seal ${expected} is not in the register`;
  const stored = read.get(read.db.selectFrom('seals').select(['signal_id', 'hash']).where('sequence', '=', expected));
  const same = stored?.hash === seal.hash && stored.signal_id === row.signal_id;
  return same ? null : `it does not name the seal of the signal ${row.signal_id}`;
}

function differenceFromStored(read: Reader, row: RegisterEntriesTable): string | null {
  if (row.kind !== 'outcome') return null;
  const { outcome } = JSON.parse(row.body) as { outcome?: { result: string; at: number; r: number; rGross: number } };
  const outcomes = read.db.selectFrom('outcomes').select(['result', 'at', 'r', 'r_gross']).where('signal_id', '=', row.signal_id);
  const stored = read.get(outcomes.where('final', '=', 1));
  const same = stored?.result === outcome?.result && stored?.at === outcome?.at && stored?.r === outcome?.r;
  return same && stored?.r_gross === outcome?.rGross
    ? null
    : `the outcome of the signal ${row.signal_id} differs from the stored one`;
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
