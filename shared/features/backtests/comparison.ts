import type { Figures } from './contract';
import { differenceOf } from './interval';

/** Figures that two runs are held against each other by, in the order of the screen. */
export const COMPARED = [
  'n',
  'rate',
  'edge',
  'expectancy',
  'totalR',
  'maxDrawdownR',
  'profitFactor',
  'longestLosing',
  'holdingMs',
  'exposure',
] as const;
export type ComparedFigure = (typeof COMPARED)[number];

export interface ComparedRow {
  readonly figure: ComparedFigure;
  readonly first: number | null;
  readonly second: number | null;
  /** Second less first; null where either is missing. */
  readonly difference: number | null;
  /** 95 % interval of the difference, where there is one. */
  readonly low: number | null;
  readonly high: number | null;
}

/** Two runs, figure by figure. */
export function compareFigures(first: Figures, second: Figures): ComparedRow[] {
  const welch = differenceOf(first.expectancy, second.expectancy);
  return COMPARED.map((figure) => {
    const [a, b] = [valueIn(first, figure), valueIn(second, figure)];
    const interval = figure === 'expectancy' && welch !== null ? welch : { low: null, high: null };
    return {
      figure,
      first: a,
      second: b,
      difference: a === null || b === null ? null : b - a,
      low: interval.low,
      high: interval.high,
    };
  });
}

function valueIn(figures: Figures, figure: ComparedFigure): number | null {
  switch (figure) {
    case 'n':
      return figures.rate.n;
    case 'rate':
      return figures.rate.rate;
    case 'edge':
      return figures.rate.edge;
    case 'expectancy':
      return figures.expectancy.mean;
    default:
      return figures[figure];
  }
}
