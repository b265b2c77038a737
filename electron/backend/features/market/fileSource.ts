import { timeframeMs } from '../../../../shared/base/time';
import { QUALITY_CODE } from '../../../../shared/features/market/candle';
import type { FeedConnection } from '../../../../shared/features/monitoring/contract';
import type { Tape } from '../../engine/tape/tape';
import type { Clock, Timer } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import { MarketCore, type MarketCoreOptions, rowsOf } from './core';
import type { Minute } from './minute';
import type { MarketSource, SourceHealth } from './source';

export interface FileSourceOptions extends Omit<MarketCoreOptions, 'now' | 'baseTimeframe'> {
  readonly tape: Tape;
  readonly instrument: string;
  /** Candles are told this many times faster than they happened, 1 … 1000. */
  readonly speed: number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly onEnd: () => void;
}

const STEP_MS = 20;
/** Candles delivered in one step, so that no call holds the loop. */
const PIECE = 200;

/** A file of candles or trades played as if it were happening; the market's time is the file's. */
export class FileSource implements MarketSource {
  readonly core: MarketCore;
  readonly source;
  readonly #rows: readonly Minute[];
  readonly #step: number;
  #next: number;
  #timer: Timer | null = null;
  /** Where the file's time was when the machine's was `#startedAt`. */
  #origin: number;
  #startedAt: number;

  constructor(private readonly options: FileSourceOptions) {
    const { tape, series, source, instrument, clock } = options;
    this.source = source;
    this.core = new MarketCore({ ...options, baseTimeframe: tape.baseTimeframe, now: () => this.now() });
    this.#step = timeframeMs(tape.baseTimeframe);
    this.#rows = rowsOf(tape.candles).slice(0, tape.candles.ts.length - tape.unfinished);
    // What was played before a restart is stored: it goes on behind it.
    const last = series.lastTs(source, instrument, tape.baseTimeframe) ?? -1;
    const next = this.#rows.findIndex(({ ts }) => ts > last);
    this.#next = next < 0 ? this.#rows.length : next;
    this.#origin = this.#rows[this.#next]?.ts ?? this.#end;
    this.#startedAt = clock.now();
  }

  get #end(): number {
    return (this.#rows.at(-1)?.ts ?? 0) + this.#step;
  }

  now(): number {
    const { clock, speed } = this.options;
    return Math.min(this.#end, this.#origin + (clock.now() - this.#startedAt) * speed);
  }

  start(): void {
    this.#startedAt = this.options.clock.now();
    this.#recordGaps();
    this.#timer = this.options.clock.setInterval(() => this.#play(), STEP_MS);
    if (this.#next > 0) this.#show(this.#rows[this.#next - 1]);
  }

  stop(): Promise<void> {
    this.#timer?.cancel();
    return Promise.resolve();
  }

  #recordGaps(): void {
    const { tape, series, source, instrument, ids } = this.options;
    if (series.readGaps({ source, instrument, limit: 1 }).length > 0) return;
    series.batch(() => {
      for (const gap of tape.gaps) {
        series.openGap(source, {
          ...gap,
          id: ids(),
          instrument,
          timeframe: tape.baseTimeframe,
          cause: 'file',
          status: 'unrepairable',
        });
      }
    });
  }

  #play(): void {
    const now = this.now();
    let until = this.#next;
    while (until < this.#rows.length && until < this.#next + PIECE && (this.#rows[until]?.ts ?? 0) + this.#step <= now)
      until += 1;
    if (until === this.#next) return;
    const piece = this.#rows.slice(this.#next, until);
    this.#next = until;
    this.core.deliver(this.options.instrument, piece);
    this.#show(piece.at(-1));
    if (this.#next < this.#rows.length) return;
    this.#timer?.cancel();
    this.options.onEnd();
  }

  #show(row: Minute | undefined): void {
    if (row === undefined) return;
    const { quotes } = this.core;
    if (Number.isFinite(row.bid)) quotes.quote(this.options.instrument, row.ts + this.#step, row.bid, row.ask);
    quotes.trade(this.options.instrument, row.ts + this.#step, row.close);
  }

  reconnect(): boolean {
    return false;
  }

  keyChanged(): void {}

  resume(): void {
    // A file does not go away while the machine sleeps: it goes on from where it was.
    this.#origin = (this.#rows[this.#next - 1]?.ts ?? this.#origin - this.#step) + this.#step;
    this.#startedAt = this.options.clock.now();
  }

  timeKnown(): Promise<void> {
    return Promise.resolve();
  }

  ready(): Promise<void> {
    return Promise.resolve();
  }

  publishing(): boolean {
    return true;
  }

  health(): SourceHealth {
    const { instrument, series } = this.options;
    const quote = this.core.quotes.read(instrument);
    const gaps = series.readGaps({ source: this.source, instrument, limit: 1000 });
    const ageMs = quote?.at === null || quote === null ? null : Math.max(0, this.now() - quote.at);
    return {
      source: this.source,
      state: 'replay',
      clockOffsetMs: null,
      publication: 'simulation',
      connections: NO_CONNECTIONS,
      instruments: [
        {
          instrument,
          lastTradeAt: quote?.at ?? null,
          ageMs,
          stale: false,
          gapsOpen: 0,
          gapsRepaired: gaps.filter(({ status }) => status === 'repaired').length,
          suspectCandles: this.#rows.filter(({ quality }) => quality === QUALITY_CODE.suspect).length,
          crossed: quote?.crossed ?? false,
        },
      ],
      refused: [],
      samples: [],
    };
  }
}

const NO_CONNECTIONS: FeedConnection[] = [];
