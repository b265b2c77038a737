import type { Timeframe } from '../../../base/time';
import type { Levels, Side } from '../../signals/levels';

/** Closed bars of one timeframe with the indicators that features read; index 0 is the oldest bar. */
export interface FeatureView {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly ema: Float64Array;
  readonly rsi: Float64Array;
  readonly atr: Float64Array;
  readonly adx: Float64Array;
  readonly plusDi: Float64Array;
  readonly minusDi: Float64Array;
  readonly bandMiddle: Float64Array;
  readonly bandUpper: Float64Array;
}

/** The candidate's own timeframe has more to say. */
export interface OwnFeatureView extends FeatureView {
  readonly channelUpper: Float64Array;
  readonly channelLower: Float64Array;
  /** Distance of a bar's volume from its average in standard deviations; NaN where there is none. */
  readonly volumeScore: Float64Array;
}

/** What the features of one timeframe read: its own bars and those above. */
export interface FeatureViews {
  readonly own: OwnFeatureView;
  readonly higher: FeatureView | null;
}

/** A candidate at bar `index` of its own timeframe. `higherIndex` is the newest higher bar closed by then, -1 where there is none. */
export interface FeatureInput {
  readonly own: OwnFeatureView;
  readonly index: number;
  readonly higher: FeatureView | null;
  readonly higherIndex: number;
  readonly side: Side;
  /** Close time of the bar, UTC epoch ms. */
  readonly at: number;
  readonly timeframe: Timeframe;
  /** `name@version`. */
  readonly strategy: string;
  readonly levels: Levels;
  readonly costBps: number;
  /** No-edge rate less costs, and the shrunk hit rate of like set-ups strictly before `at`. */
  readonly prior: number;
  readonly hitRate: number;
}

/**
 * One figure about a candidate. `of` reads bars ≤ `index` (at most BARS_BACK before it) and higher bars ≤ `higherIndex`
 * (likewise) and nothing else; a change of its formula is a new version.
 */
export interface Feature {
  readonly name: string;
  readonly version: number;
  of(input: FeatureInput): number;
}

/** Bars before the candidate's that a feature may read; the kernel keeps 64. */
export const BARS_BACK = 48;

export interface FeatureSet {
  /** `name@version`. */
  readonly id: string;
  readonly features: readonly Feature[];
}

/** Values farther out say no more than these do, and would own a linear model. */
const FARTHEST = 20;

/** The set's values in its order: always finite, 0 where a figure is not known yet, never −0. */
export function featuresAt(set: FeatureSet, input: FeatureInput): number[] {
  const { features } = set;
  const values = new Array<number>(features.length);
  for (let i = 0; i < values.length; i += 1) values[i] = tame((features[i] as Feature).of(input));
  return values;
}

function tame(value: number): number {
  return Number.isFinite(value) ? Math.min(FARTHEST, Math.max(-FARTHEST, value)) + 0 : 0;
}
