import { DAY, MINUTE } from '../../../shared/base/time';

export interface TapeTrade {
  readonly symbol: string;
  readonly id: number;
  readonly ts: number;
  readonly price: number;
  readonly amount: number;
}

export interface TapeBar {
  readonly ts: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

/** What has happened on a venue, whoever was listening: the one truth behind its stream and its history. */
export class Tape {
  readonly #trades = new Map<string, TapeTrade[]>();
  /** Exchange time; it only moves on. */
  now: number;

  constructor(start: number) {
    this.now = start;
  }

  add(trade: TapeTrade): void {
    const list = this.#trades.get(trade.symbol) ?? [];
    list.push(trade);
    this.#trades.set(trade.symbol, list);
    this.now = Math.max(this.now, trade.ts);
  }

  last(symbol: string): TapeTrade | null {
    return this.#trades.get(symbol)?.at(-1) ?? null;
  }

  /** Minute bars with from ≤ ts ≤ to; the last one may still form. */
  bars(symbol: string, from: number, to: number): TapeBar[] {
    const bars = new Map<number, TapeBar>();
    const ordered = [...(this.#trades.get(symbol) ?? [])].sort((a, b) => a.ts - b.ts || a.id - b.id);
    for (const { ts, price, amount } of ordered) {
      const open = Math.floor(ts / MINUTE) * MINUTE;
      if (open < from || open > to) continue;
      const bar = bars.get(open) ?? { ts: open, open: price, high: price, low: price, close: price, volume: 0 };
      bar.high = Math.max(bar.high, price);
      bar.low = Math.min(bar.low, price);
      bar.close = price;
      bar.volume += amount;
      bars.set(open, bar);
    }
    return [...bars.values()];
  }

  /** Change and amount of the last 24 h. */
  day(symbol: string): { open: number; last: number; volume: number } {
    const recent = (this.#trades.get(symbol) ?? []).filter(({ ts }) => ts > this.now - DAY);
    const volume = recent.reduce((total, { amount }) => total + amount, 0);
    return { open: recent[0]?.price ?? 1, last: recent.at(-1)?.price ?? 1, volume };
  }
}
