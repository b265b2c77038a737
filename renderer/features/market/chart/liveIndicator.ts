import type { Indicator } from '../../../../shared/features/signals/indicators/indicator';
import type { CandleBuffer } from './candleBuffer';

/**
 * Runs one kernel of the engine over a series that still moves: settled bars once, the forming bar again and again
 * from the state before it, so that the chart's lines are the engine's own values.
 */
export class LiveIndicator {
  readonly #kernel: Indicator;
  readonly #settled: Float64Array;
  readonly #scratch: Float64Array;
  /** Bars the settled state has seen. */
  #seen = 0;
  #out: Float64Array[];

  constructor(kernel: Indicator) {
    this.#kernel = kernel;
    this.#settled = new Float64Array(kernel.stateSize);
    this.#scratch = new Float64Array(kernel.stateSize);
    this.#out = kernel.outputs.map(() => new Float64Array(0));
    kernel.reset(this.#settled, 0);
  }

  get names(): readonly string[] {
    return this.#kernel.outputs;
  }

  /** Output `line` at `index`; null while warming up. */
  value(line: number, index: number): number | null {
    const value = this.#out[line]?.[index];
    return value === undefined || Number.isNaN(value) ? null : value;
  }

  /** Computes everything anew: after older bars came in front or an old one was revised. */
  restart(candles: CandleBuffer): void {
    this.#seen = 0;
    this.#kernel.reset(this.#settled, 0);
    this.advance(candles);
  }

  /** Takes in the bars that have closed since, then the last one from a copy of the state. */
  advance(candles: CandleBuffer): void {
    const capacity = candles.bars.ts.length;
    if ((this.#out[0]?.length ?? 0) < capacity) {
      this.#out = this.#out.map((column) => {
        const larger = new Float64Array(capacity);
        larger.set(column);
        return larger;
      });
    }
    const last = candles.length - 1;
    if (last < 0) return;
    if (this.#seen < last) {
      this.#kernel.run(this.#settled, 0, candles.bars, this.#seen, last, this.#out);
      this.#seen = last;
    }
    this.#scratch.set(this.#settled);
    this.#kernel.run(this.#scratch, 0, candles.bars, last, last + 1, this.#out);
  }
}
