import { MINUTE } from '../../../shared/base/time';
import { emptyMinute, type SimulatedBar, type SimulatedMarket } from './market';
import { bookFrame, type DayStatistics, dayStatistics, klineFrame, tickerFrame, tradeFrame } from './wire';

/** Receives a frame for a stream; the text is made only when somebody listens. */
export type Publish = (stream: string, frame: () => string) => void;

/** One instrument as it goes on from a moment: hands out each trade once, in order, and keeps the forming bar. */
export class LiveInstrument {
  readonly #minute = emptyMinute();
  #minuteTs: number;
  #next = 0;
  #bar: SimulatedBar | null = null;
  #last: number;
  #updateId: number;
  #secondAt: number;
  /** Made when first asked for: nobody may be listening. */
  #day: DayStatistics | null = null;
  readonly #streams: { trade: string; book: string; kline: string; ticker: string };

  constructor(
    readonly market: SimulatedMarket,
    now: number,
    private readonly publish: Publish,
    /** Instruments speak their second one after the other, not all at once. */
    phaseMs: number,
  ) {
    const name = market.instrument.symbol.toLowerCase();
    this.#streams = { trade: `${name}@trade`, book: `${name}@bookTicker`, kline: `${name}@kline_1m`, ticker: `${name}@ticker` };
    this.#minuteTs = Math.floor(now / MINUTE) * MINUTE;
    this.#last = market.onGrid(Math.exp(market.path.closeAt(this.#minuteTs - MINUTE)));
    this.#updateId = now;
    this.#secondAt = now - 1000 + phaseMs;
    market.minute(this.#minuteTs, this.#minute);
    this.#take(now, false);
  }

  /** Plays everything up to `now` inclusive. */
  advance(now: number): void {
    while (this.#minuteTs + MINUTE <= now) {
      const end = this.#minuteTs + MINUTE;
      this.#take(end - 1, true);
      this.#closeBar(end);
      this.#minuteTs = end;
      this.#next = 0;
      this.market.minute(end, this.#minute);
    }
    this.#take(now, true);
    if (now - this.#secondAt < 1000) return;
    this.#secondAt = now;
    this.#everySecond(now);
  }

  #take(until: number, tell: boolean): void {
    const { count, ts, price, amount, sell } = this.#minute;
    for (; this.#next < count && (ts[this.#next] ?? 0) <= until; this.#next += 1) {
      const k = this.#next;
      const at = price[k] ?? 0;
      this.#include(at, amount[k] ?? 0);
      if (tell) this.#tell(k, ts[k] ?? 0, at, amount[k] ?? 0, sell[k] === 1);
      this.#last = at;
    }
  }

  #include(price: number, amount: number): void {
    const bar = this.#bar ?? { ts: this.#minuteTs, open: price, high: price, low: price, close: price, volume: 0, trades: 0 };
    this.#bar = {
      ...bar,
      high: Math.max(bar.high, price),
      low: Math.min(bar.low, price),
      close: price,
      volume: bar.volume + amount,
      trades: bar.trades + 1,
    };
  }

  #tell(k: number, ts: number, price: number, amount: number, sell: boolean): void {
    const id = this.market.tradeId(this.#minuteTs, k);
    this.#updateId += 1;
    const mid = price + (sell ? 1 : -1) * this.market.halfSpread(price);
    this.publish(this.#streams.book, () => bookFrame(this.market, this.#updateId, mid, amount));
    this.publish(this.#streams.trade, () => tradeFrame(this.market, ts, id, ts, price, amount, sell));
  }

  #closeBar(end: number): void {
    const bar = this.#bar;
    if (bar !== null) this.publish(this.#streams.kline, () => klineFrame(this.market, end, bar, true));
    this.#bar = null;
    this.#day = null;
  }

  #everySecond(now: number): void {
    const bar = this.#bar;
    if (bar !== null) this.publish(this.#streams.kline, () => klineFrame(this.market, now, bar, false));
    this.publish(this.#streams.ticker, () => {
      this.#day ??= dayStatistics(this.market, this.#minuteTs);
      return tickerFrame(this.market, now, this.#last, this.#day);
    });
  }
}
