import { z } from 'zod';
import type { GivenVerdict } from '../../../../shared/features/reviews/contract';
import type { Candidate, Drawn } from '../../../../shared/features/reviews/draw';
import { daySpan, dueAt } from '../../../../shared/features/reviews/due';
import { fundamental, technical } from '../../../../shared/features/reviews/verdict';
import { GENESIS } from '../../store/chain';
import type { Reader, Reads, Tx } from '../../store/types';

export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** The end of the seal chain as it stands. */
export function sealHead(tx: Tx): ChainHead {
  const last = tx.get(tx.db.selectFrom('seals').select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1));
  return last ?? { sequence: 0, hash: GENESIS };
}

/** The day's signals sealed up to `head`, by how they were decided: held ones were not published. */
export function candidatesOf(reads: Reads, db: Reader['db'], source: string, day: string, head: number): readonly Candidate[] {
  const { from, to } = daySpan(day);
  const rows = reads.all(
    db
      .selectFrom('signals')
      .innerJoin('seals', 'seals.signal_id', 'signals.id')
      .select(['signals.id', 'signals.instrument', 'signals.status', 'signals.hold_json'])
      .where('signals.source', '=', source)
      .where('signals.at', '>=', from)
      .where('signals.at', '<', to)
      .where('seals.sequence', '<=', head),
  );
  return rows.map(({ id, instrument, status, hold_json }) => ({
    id,
    instrument,
    kind: status === 'validated' && hold_json === null ? 'published' : 'quarantined',
  }));
}

export interface Draw {
  readonly source: string;
  readonly day: string;
  readonly seed: string;
  readonly head: ChainHead;
  readonly candidates: readonly Candidate[];
  readonly sample: readonly Drawn[];
}

export function saveDraw(tx: Tx, { source, day, seed, head, candidates, sample }: Draw): void {
  const counted = (kind: Candidate['kind']) => candidates.filter((one) => one.kind === kind).length;
  tx.run(
    tx.db.insertInto('review_draws').values({
      source,
      day,
      at: tx.at,
      seed,
      head_sequence: head.sequence,
      head_hash: head.hash,
      published: counted('published'),
      quarantined: counted('quarantined'),
      due_at: dueAt(day),
      late_told_at: null,
    }),
  );
  for (const [position, { id, kind, needed }] of sample.entries())
    tx.run(tx.db.insertInto('review_samples').values({ signal_id: id, source, day, position, kind, needed }));
}

/** Newest first. */
export function listDraws(read: Reader, source: string, limit: number) {
  return read.all(
    read.db.selectFrom('review_draws').selectAll().where('source', '=', source).orderBy('day', 'desc').limit(limit),
  );
}

/** The time of the source's first signal; null before it. */
export function firstSignalAt(read: Reader, source: string): number | null {
  const query = read.db
    .selectFrom('signals')
    .select((eb) => eb.fn.min<number | null>('at').as('at'))
    .where('source', '=', source);
  return read.get(query)?.at ?? null;
}

const SAMPLE_COLUMNS = ['signal_id', 'day', 'position', 'kind', 'needed'] as const;

/** The signals of samples from `since` on, oldest day first. */
export function samplesSince(read: Reader, source: string, since: string) {
  return read.all(
    read.db
      .selectFrom('review_samples')
      .select(SAMPLE_COLUMNS)
      .where('source', '=', source)
      .where('day', '>=', since)
      .orderBy('day')
      .orderBy('position'),
  );
}
export type Sample = ReturnType<typeof samplesSince>[number];

export function sampleOf(reads: Reads, db: Reader['db'], source: string, id: string): Sample | undefined {
  return reads.get(
    db.selectFrom('review_samples').select(SAMPLE_COLUMNS).where('signal_id', '=', id).where('source', '=', source),
  );
}

const verdictRow = z
  .object({
    signal_id: z.string(),
    reviewer: z.string(),
    at: z.int(),
    technical,
    fundamental,
    note: z.string(),
    spent_ms: z.int(),
  })
  .transform(({ signal_id, spent_ms, ...rest }) => ({ ...rest, signal: signal_id, spentMs: spent_ms }));
export type StoredVerdict = z.infer<typeof verdictRow>;

/** In the order they were given, by signal. */
export function verdictsOf(reads: Reads, db: Reader['db'], signals: readonly string[]): ReadonlyMap<string, StoredVerdict[]> {
  const found = new Map<string, StoredVerdict[]>();
  if (signals.length === 0) return found;
  const rows = reads.all(
    db.selectFrom('review_verdicts').selectAll().where('signal_id', 'in', signals).orderBy('at').orderBy('reviewer'),
    verdictRow,
  );
  for (const row of rows) found.set(row.signal, [...(found.get(row.signal) ?? []), row]);
  return found;
}

export function saveVerdict(tx: Tx, id: string, given: Omit<GivenVerdict, 'reviewer' | 'name' | 'at'>): void {
  const { spentMs, ...verdict } = given;
  tx.run(
    tx.db.insertInto('review_verdicts').values({ ...verdict, signal_id: id, reviewer: tx.actor, at: tx.at, spent_ms: spentMs }),
  );
}

export function markLateTold(tx: Tx, source: string, day: string): void {
  tx.run(tx.db.updateTable('review_draws').set({ late_told_at: tx.at }).where('source', '=', source).where('day', '=', day));
}
