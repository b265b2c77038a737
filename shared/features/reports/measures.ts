import { round9 } from '../signals/figures';
import { rateOf } from '../signals/rates';
import type { ResultName } from '../signals/signal';
import { CATEGORIES, type Category, type Measures, type Outlier, type PublicFigures } from './figures';

/** A published signal that has closed, with the plan that a comparison needs. */
export interface ClosedTrade {
  readonly id: string;
  readonly at: number;
  readonly closedAt: number;
  readonly instrument: string;
  readonly class: string;
  readonly timeframe: string;
  readonly strategy: string;
  readonly side: 1 | -1;
  readonly entry: number;
  readonly sl: number;
  readonly tp1: number;
  readonly tp2: number;
  readonly expiresAt: number;
  readonly result: ResultName;
  readonly noEdge: number;
  readonly r: number;
}

/** Rate, interval, edge and expectancy of `rateOf`, with the sum and the drawdown of the net R in order of closing. */
export function measuresOf(trades: readonly ClosedTrade[]): Measures {
  const counted = trades.filter(({ result }) => result !== 'CANCELLED').toSorted((a, b) => a.closedAt - b.closedAt);
  let [sum, peak, drawdown] = [0, 0, 0];
  for (const { r } of counted) {
    sum += r;
    peak = Math.max(peak, sum);
    drawdown = Math.max(drawdown, peak - sum);
  }
  return { ...rateOf(counted), totalR: round9(sum), drawdownR: round9(drawdown) };
}

const NAME: Readonly<Record<Category, (trade: ClosedTrade) => string>> = {
  class: (trade) => trade.class,
  instrument: (trade) => trade.instrument,
  timeframe: (trade) => trade.timeframe,
  strategy: (trade) => trade.strategy,
  series: (trade) => `${trade.instrument} ${trade.timeframe}`,
};

/** Every kind of category, its names in order of their count, the largest first. */
export function categoriesOf(trades: readonly ClosedTrade[]): PublicFigures['categories'] {
  return CATEGORIES.flatMap((by) => {
    const names = [...new Set(trades.map(NAME[by]))];
    return names
      .map((name) => ({ by, name, measures: measuresOf(trades.filter((trade) => NAME[by](trade) === name)) }))
      .toSorted((a, b) => b.measures.n - a.measures.n || (a.name < b.name ? -1 : 1));
  });
}

const SHOWN = 5;

/** The signals that weigh most, and the month without them; no more of either kind than a tenth of the month, rounded up. */
export function outliersOf(trades: readonly ClosedTrade[]): PublicFigures['outliers'] {
  const counted = trades.filter(({ result }) => result !== 'CANCELLED');
  const order = counted.toSorted((a, b) => b.r - a.r || (a.id < b.id ? -1 : 1));
  const count = Math.min(SHOWN, Math.ceil(order.length / 10));
  const best = order.slice(0, count);
  const worst = order.slice(count).toReversed().slice(0, count);
  const left = new Set([...best, ...worst].map(({ id }) => id));
  return {
    best: best.map(shown),
    worst: worst.map(shown),
    without: measuresOf(counted.filter(({ id }) => !left.has(id))),
  };
}

function shown({ id, at, instrument, timeframe, strategy, result, r }: ClosedTrade): Outlier {
  return { id, at, instrument, timeframe, strategy, result, r };
}
