import { meanReversion } from './mean-reversion/mean-reversion';
import { rangeBreakout } from './range-breakout/range-breakout';
import type { Strategy } from './strategy';
import { trendPullback } from './trend-pullback/trend-pullback';

/** Every strategy that runs, in the order in which they are asked; on one bar an earlier one decides first. */
export const STRATEGIES: readonly Strategy[] = [trendPullback, rangeBreakout, meanReversion];
