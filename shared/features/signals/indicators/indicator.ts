/** The columns of one series of bars, index 0 oldest. All have the same length; a kernel reads only what it declares. */
export interface BarColumns {
  readonly ts: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/**
 * One indicator with fixed parameters: the single definition that live (one bar a call), replay and backtest (chunks) run.
 *
 * `run` reads bars `from ≤ i < to` in order and writes each output's value for bar i to `out[k][i]`, NaN while warming up.
 * Everything it must remember from bar to bar lives in `state[stateOffset … stateOffset + stateSize)`, so that a state can
 * be copied, stored and resumed byte for byte. It never reads a bar ≥ `to` nor, beyond its state, a bar < `from`;
 * running a chunk equals running its bars one by one. It allocates nothing.
 */
export interface Indicator {
  readonly name: string;
  /** Names of the output columns, such as `['macd', 'signal', 'histogram']`. */
  readonly outputs: readonly string[];
  /** Bars before the first value of the slowest output. */
  readonly warmUp: number;
  readonly stateSize: number;
  /** Writes the empty state. */
  reset(state: Float64Array, stateOffset: number): void;
  run(state: Float64Array, stateOffset: number, bars: BarColumns, from: number, to: number, out: readonly Float64Array[]): void;
}
