import { timeframeMs } from '../../../shared/base/time';
import type { SignalRow } from '../../../shared/features/signals/signal';
import { planOf } from './plan';

export const SORT_KEYS = [
  'at',
  'instrument',
  'timeframe',
  'direction',
  'confidence',
  'edge',
  'rr',
  'state',
  'outcome',
  'strategy',
  'expiresAt',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Newest first, as the backend delivers. */
export const DEFAULT_SORT: Sort = { key: 'at', descending: true };

export function isSortKey(value: string): value is SortKey {
  return (SORT_KEYS as readonly string[]).includes(value);
}

type Value = string | number | null;

const VALUE: Readonly<Record<SortKey, (row: SignalRow) => Value>> = {
  at: (row) => row.at,
  instrument: (row) => row.instrument,
  timeframe: (row) => timeframeMs(row.timeframe),
  direction: (row) => row.direction,
  confidence: (row) => row.confidence,
  edge: (row) => row.confidence - row.noEdge,
  rr: (row) => planOf(row, 0).riskReward,
  state: (row) => row.state,
  outcome: (row) => row.outcome?.r ?? null,
  strategy: (row) => row.strategy,
  expiresAt: (row) => row.expiresAt,
};

/** A sorted copy. Rows without a value stay last in either direction; ties keep the newest first, then the id. */
export function sortRows(rows: readonly SignalRow[], sort: Sort): readonly SignalRow[] {
  const value = VALUE[sort.key];
  const sign = sort.descending ? -1 : 1;
  return [...rows].sort((a, b) => compare(value(a), value(b), sign) || b.at - a.at || (a.id < b.id ? -1 : 1));
}

function compare(a: Value, b: Value, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (a === b) return 0;
  return a < b ? -sign : sign;
}
