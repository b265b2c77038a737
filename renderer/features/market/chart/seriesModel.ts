import type * as contract from '../../../../shared/features/market/candle';
import { bollinger } from '../../../../shared/features/signals/indicators/bollinger/bollinger';
import { ema } from '../../../../shared/features/signals/indicators/ema/ema';
import { rsi } from '../../../../shared/features/signals/indicators/rsi/rsi';
import { CandleBuffer, type CandlePack } from './candleBuffer';
import { LiveIndicator } from './liveIndicator';
import { layOut, type Timeline } from './timeline';

type Gap = Pick<contract.Gap, 'from' | 'to'>;

/** What a change asks of the picture. */
export type Redraw = 'last' | 'all';

/** The candles, gaps and indicators of one instrument and timeframe, and who wants to hear of their changes. */
export class SeriesModel {
  readonly candles: CandleBuffer;
  readonly indicators = {
    fast: new LiveIndicator(ema({ period: 20 })),
    slow: new LiveIndicator(ema({ period: 50 })),
    bands: new LiveIndicator(bollinger({ period: 20, deviations: 2 })),
    strength: new LiveIndicator(rsi({ period: 14 })),
  };
  readonly #stepMs: number;
  readonly #listeners = new Set<(redraw: Redraw) => void>();
  #gaps: readonly Gap[];
  #timeline: Timeline;
  #version = 0;

  constructor(pack: CandlePack, gaps: readonly Gap[], stepMs: number) {
    this.candles = new CandleBuffer(pack);
    this.#stepMs = stepMs;
    this.#gaps = gaps;
    for (const indicator of this.#all()) indicator.restart(this.candles);
    this.#timeline = layOut(this.candles, gaps, stepMs);
  }

  get timeline(): Timeline {
    return this.#timeline;
  }

  /** Changes with every event, for React. */
  get version(): number {
    return this.#version;
  }

  subscribe(listener: (redraw: Redraw) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes in a live candle; false when bars are missing before it, so that the series must be read again. */
  live(candle: contract.Candle): boolean {
    const previous = this.candles.at(this.candles.length - 1);
    const placed = this.candles.put(candle);
    // A bar that was missing between two others has no place kept for it: the series is read again.
    if (placed === 'ignored') return this.candles.indexAt(candle.ts) < 0;
    if (placed === 'revised') {
      this.#restart();
      return true;
    }
    for (const indicator of this.#all()) indicator.advance(this.candles);
    if (placed === 'appended') this.#timeline = layOut(this.candles, this.#gaps, this.#stepMs);
    const suspect = candle.quality === 'suspect' && previous?.quality !== 'suspect';
    this.#tell(suspect ? 'all' : 'last');
    return placed === 'last' || previous === null || candle.ts === previous.ts + this.#stepMs;
  }

  /** Puts older candles in front; returns how many. */
  older(pack: CandlePack): number {
    const added = this.candles.prepend(pack);
    if (added > 0) this.#restart();
    return added;
  }

  setGaps(gaps: readonly Gap[]): void {
    this.#gaps = gaps;
    this.#timeline = layOut(this.candles, gaps, this.#stepMs);
    this.#tell('all');
  }

  #restart(): void {
    for (const indicator of this.#all()) indicator.restart(this.candles);
    this.#timeline = layOut(this.candles, this.#gaps, this.#stepMs);
    this.#tell('all');
  }

  #all(): readonly LiveIndicator[] {
    return Object.values(this.indicators);
  }

  #tell(redraw: Redraw): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener(redraw);
  }
}
