import type { Timeframe } from '../../../base/time';
import type { ResultName } from '../../signals/signal';
import type { Matrix } from './matrix';
import type { SampleTimes } from './walkForward';

export interface SampleFacts {
  readonly instrument: string;
  readonly timeframe: Timeframe;
  readonly result: ResultName;
  /** Net of costs. */
  readonly r: number;
}

/** Candidates whose outcome is known, oldest decision first. */
export interface Samples extends SampleTimes {
  readonly matrix: Matrix;
  /** What a market without an edge gives each one's geometry. */
  readonly noEdge: Float64Array;
  /** The shrunk hit rate of like set-ups before it: the confidence in force without a model. */
  readonly shrunk: Float64Array;
  readonly facts: readonly SampleFacts[];
}
