import { DAY } from '../../base/time';
import { dayOf } from '../../base/zonedDay';
import { round9 } from '../signals/figures';
import { isWin, rateOf } from '../signals/rates';
import type { ResultName } from '../signals/signal';
import type { BacktestTrade, BacktestView, EquityPoint, Figures, Keyed } from './contract';
import { meanOf } from './interval';

interface Period {
  readonly from: number;
  readonly to: number;
}

/** A signal that ran to its end. */
type Closed = BacktestTrade & {
  readonly closedAt: number;
  readonly result: ResultName;
  readonly r: number;
  readonly rGross: number;
};

/** Points of the equity curve that are kept at most. */
export const EQUITY_POINTS = 600;

/** Everything that is said of these signals over the period. All pure; a cancelled signal is in no figure. */
export function viewOf(trades: readonly BacktestTrade[], period: Period): BacktestView {
  const closed = trades.filter(isClosed).sort((a, b) => a.closedAt - b.closedAt || (a.id < b.id ? -1 : 1));
  const curve = equityOf(closed);
  return {
    figures: figuresOf(trades, closed, curve, period),
    histogram: histogramOf(closed.map(({ r }) => r)),
    months: monthsOf(closed),
    equity: thinned(curve, EQUITY_POINTS),
    by: {
      instrument: keyedBy(closed, ({ instrument }) => instrument),
      timeframe: keyedBy(closed, ({ timeframe }) => timeframe),
      strategy: keyedBy(closed, ({ strategy }) => strategy),
    },
  };
}

function isClosed(trade: BacktestTrade): trade is Closed {
  return (
    trade.closedAt !== null && trade.result !== null && trade.result !== 'CANCELLED' && trade.r !== null && trade.rGross !== null
  );
}

function figuresOf(
  trades: readonly BacktestTrade[],
  closed: readonly Closed[],
  curve: readonly EquityPoint[],
  period: Period,
): Figures {
  const gained = sum(closed, ({ r }) => Math.max(0, r));
  const lost = sum(closed, ({ r }) => Math.max(0, -r));
  return {
    rate: rateOf(closed),
    expectancy: meanOf(closed.map(({ r }) => r)),
    open: trades.filter(({ closedAt }) => closedAt === null).length,
    totalR: round9(gained - lost),
    totalGrossR: round9(sum(closed, ({ rGross }) => rGross)),
    maxDrawdownR: round9(curve.reduce((most, { drawdown }) => Math.max(most, -drawdown), 0)),
    profitFactor: lost === 0 ? null : round9(gained / lost),
    longestLosing: longestLosing(closed),
    holdingMs: closed.length === 0 ? null : Math.round(sum(closed, ({ at, closedAt }) => closedAt - at) / closed.length),
    exposure: exposureOf(trades, period),
  };
}

/** Cumulated net R in the order of closing, from 0, and the distance to the highest so far. */
export function equityOf(closed: readonly Pick<Closed, 'closedAt' | 'r'>[]): EquityPoint[] {
  let total = 0;
  let highest = 0;
  return closed.map(({ closedAt, r }) => {
    total += r;
    highest = Math.max(highest, total);
    return { at: closedAt, r: round9(total), drawdown: round9(total - highest) };
  });
}

/** At most `most` points: of each stretch its deepest drawdown and its last point, so that no trough is lost. */
export function thinned(curve: readonly EquityPoint[], most: number): EquityPoint[] {
  if (curve.length <= most) return [...curve];
  const stretches = Math.floor(most / 2);
  const kept: EquityPoint[] = [];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor((stretch * curve.length) / stretches);
    const part = curve.slice(from, Math.floor(((stretch + 1) * curve.length) / stretches));
    const last = part.at(-1) as EquityPoint;
    const deepest = part.reduce((worst, point) => (point.drawdown < worst.drawdown ? point : worst), last);
    if (deepest !== last) kept.push(deepest);
    kept.push(last);
  }
  return kept;
}

function longestLosing(closed: readonly Closed[]): number {
  let longest = 0;
  let present = 0;
  for (const { r } of closed) {
    present = r < 0 ? present + 1 : 0;
    longest = Math.max(longest, present);
  }
  return longest;
}

/** Share of the period that at least one signal was open in; one that never closed stays open to the end. */
export function exposureOf(trades: readonly Pick<BacktestTrade, 'at' | 'closedAt'>[], { from, to }: Period): number {
  if (to <= from) return 0;
  const spans = trades.map(({ at, closedAt }) => [Math.max(from, at), Math.min(to, closedAt ?? to)] as const);
  let covered = 0;
  let reached = from;
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return round9(Math.min(1, covered / (to - from)));
}

const BIN = 0.25;

/** Counts of net R in steps of a quarter, `from ≤ r < to`, without a hole between the least and the greatest. */
export function histogramOf(values: readonly number[]): { from: number; to: number; n: number }[] {
  if (values.length === 0) return [];
  const counts = new Map<number, number>();
  for (const value of values) counts.set(Math.floor(value / BIN), (counts.get(Math.floor(value / BIN)) ?? 0) + 1);
  const keys = [...counts.keys()];
  const first = keys.reduce((a, b) => Math.min(a, b));
  const last = keys.reduce((a, b) => Math.max(a, b));
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    from: (first + index) * BIN,
    to: (first + index + 1) * BIN,
    n: counts.get(first + index) ?? 0,
  }));
}

/** Net R by the UTC month of closing; months without a closed signal are absent. */
function monthsOf(closed: readonly Closed[]): BacktestView['months'] {
  const months = new Map<string, { month: string; n: number; wins: number; r: number }>();
  const known = new Map<number, string>();
  for (const { closedAt, result, r } of closed) {
    const day = Math.floor(closedAt / DAY);
    const month = known.get(day) ?? dayOf(closedAt, 'UTC').slice(0, 7);
    known.set(day, month);
    const cell = months.get(month) ?? { month, n: 0, wins: 0, r: 0 };
    months.set(month, { month, n: cell.n + 1, wins: cell.wins + (isWin(result) ? 1 : 0), r: round9(cell.r + r) });
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

function keyedBy(closed: readonly Closed[], keyOf: (trade: Closed) => string): Keyed[] {
  const groups = new Map<string, Closed[]>();
  for (const trade of closed) {
    const group = groups.get(keyOf(trade));
    if (group === undefined) groups.set(keyOf(trade), [trade]);
    else group.push(trade);
  }
  return [...groups].map(([key, group]) => ({
    key,
    rate: rateOf(group),
    totalR: round9(sum(group, ({ r }) => r)),
    expectancy: meanOf(group.map(({ r }) => r)),
  }));
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
