import type { ResultName } from '../signals/signal';

/** A published signal that is closed. */
export interface Close {
  readonly id: string;
  readonly instrument: string;
  readonly timeframe: string;
  readonly strategy: string;
  /** When it was decided and when it closed, market time. */
  readonly decidedAt: number;
  readonly at: number;
  readonly result: ResultName;
  /** Net. */
  readonly r: number;
  readonly noEdge: number;
}

/** In order of their close; those of one moment by id, so that a sum never depends on how they were read. */
export function inOrder(closes: readonly Close[]): Close[] {
  return closes.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
