import { z } from 'zod';
import { type Close, inOrder } from '../../../../shared/features/quality/closes';
import { DRAWDOWN_WINDOW } from '../../../../shared/features/quality/figures';
import { resultName } from '../../../../shared/features/signals/signal';
import { nextTurn } from '../../kit/turn';
import type { Reader, Reads } from '../../store/types';

export const PUBLISHED = ['validated', 'released'] as const;
/** Rows read before other work gets its turn. */
const PIECE = 1000;

const closeRow = z
  .object({
    id: z.string(),
    instrument: z.string(),
    timeframe: z.string(),
    strategy: z.string(),
    at: z.int(),
    outcome_at: z.int(),
    outcome_result: resultName,
    outcome_r: z.number(),
    no_edge: z.number(),
  })
  .transform(
    ({ at, outcome_at, outcome_result, outcome_r, no_edge, ...rest }): Close => ({
      ...rest,
      decidedAt: at,
      at: outcome_at,
      result: outcome_result,
      r: outcome_r,
      noEdge: no_edge,
    }),
  );

function closed(db: Reader['db'], source: string) {
  return db
    .selectFrom('signals')
    .select(['id', 'instrument', 'timeframe', 'strategy', 'at', 'outcome_at', 'outcome_result', 'outcome_r', 'no_edge'])
    .where('outcome_final', '=', 1)
    .where('source', '=', source)
    .where('state', 'in', PUBLISHED);
}

/** Published closes of `from < at ≤ to`, in order, read in pieces. */
export async function readCloses(read: Reader, source: string, from: number, to: number): Promise<Close[]> {
  const found: Close[] = [];
  for (let last: Close | undefined; ; ) {
    const after = { at: last?.at ?? from, id: last?.id ?? '\uffff' };
    const page = closed(read.db, source)
      .where('outcome_at', '<=', to)
      .where((eb) => eb.or([eb('outcome_at', '>', after.at), eb.and([eb('outcome_at', '=', after.at), eb('id', '>', after.id)])]))
      .where('outcome_at', '>=', after.at)
      .orderBy('outcome_at')
      .orderBy('id')
      .limit(PIECE);
    const rows = read.all(page, closeRow);
    found.push(...rows);
    last = rows.at(-1);
    if (rows.length < PIECE) return found;
    await nextTurn();
  }
}

/**
 * The closes that the thresholds look back on, kept at hand: each close is then a look at numbers and not a walk through the
 * record. What is added twice counts once.
 */
export class RecentCloses {
  #rows: Close[] | null = null;
  #known = new Set<string>();

  constructor(private readonly source: string) {}

  /** The signal as a published close; null where it was never published or is still open. */
  take(reads: Reads, db: Reader['db'], id: string): Close | null {
    const close = reads.get(closed(db, this.source).where('id', '=', id), closeRow) ?? null;
    if (close === null) return null;
    const rows = this.#rows ?? this.#load(reads, db, close.at);
    if (!this.#known.has(id)) {
      rows.push(close);
      this.#known.add(id);
    }
    this.#trim(rows);
    return close;
  }

  get rows(): readonly Close[] {
    return this.#rows ?? [];
  }

  #load(reads: Reads, db: Reader['db'], at: number): Close[] {
    const rows = reads.all(closed(db, this.source).where('outcome_at', '>', at - DRAWDOWN_WINDOW), closeRow);
    this.#rows = rows;
    this.#known = new Set(rows.map(({ id }) => id));
    return rows;
  }

  #trim(rows: Close[]): void {
    const newest = rows.reduce((latest, { at }) => Math.max(latest, at), 0);
    const kept = rows.filter(({ at }) => at > newest - DRAWDOWN_WINDOW);
    if (kept.length === rows.length) return;
    this.#rows = inOrder(kept);
    this.#known = new Set(kept.map(({ id }) => id));
  }
}
