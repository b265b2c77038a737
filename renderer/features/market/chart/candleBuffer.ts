import type { Columns } from '../../../../shared/base/columns';
import type * as contract from '../../../../shared/features/market/candle';
import type { BarColumns } from '../../../../shared/features/signals/indicators/indicator';

/** The contract's own tuples, restated so that the page does not carry the schema library; the types hold them equal. */
export const CANDLE_COLUMNS: typeof contract.CANDLE_COLUMNS = ['ts', 'open', 'high', 'low', 'close', 'volume', 'quality'];
export const QUALITIES: typeof contract.QUALITIES = ['complete', 'quiet', 'repaired', 'suspect'];

export type CandlePack = Columns<(typeof CANDLE_COLUMNS)[number]>;

const SPARE = 512;

/** What `put` did with a candle: a new last bar, the last bar again, or an older one revised. */
export type Placed = 'appended' | 'last' | 'revised' | 'ignored';

/** One series of candles, oldest first, in columns that grow at both ends. Indexes shift by the rows put in front. */
export class CandleBuffer {
  #columns: CandlePack;
  #length: number;

  constructor(pack: CandlePack) {
    this.#length = pack.ts.length;
    this.#columns = grown([pack], this.#length + SPARE);
  }

  get length(): number {
    return this.#length;
  }

  /** The columns for the indicator kernels; longer than `length`, what lies beyond it has no meaning. */
  get bars(): BarColumns {
    return this.#columns;
  }

  at(index: number): contract.Candle | null {
    if (index < 0 || index >= this.#length) return null;
    const read = (name: (typeof CANDLE_COLUMNS)[number]) => this.#columns[name][index] ?? Number.NaN;
    return {
      ts: read('ts'),
      open: read('open'),
      high: read('high'),
      low: read('low'),
      close: read('close'),
      volume: read('volume'),
      quality: QUALITIES[read('quality')] ?? 'suspect',
    };
  }

  /** Index of the bar that opens at `ts`, or of the last one before it; -1 where all are later. */
  indexAt(ts: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#columns.ts[middle] ?? 0) <= ts) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Puts a live candle where it belongs. One that is older than all, or fits between none, is ignored: the next read brings it. */
  put(candle: contract.Candle): Placed {
    const index = this.indexAt(candle.ts);
    const known = index >= 0 && this.#columns.ts[index] === candle.ts;
    if (known) {
      this.#write(index, candle);
      return index === this.#length - 1 ? 'last' : 'revised';
    }
    if (index !== this.#length - 1) return 'ignored';
    if (this.#length === this.#columns.ts.length) this.#columns = grown([this.#columns], this.#length * 2);
    this.#length += 1;
    this.#write(this.#length - 1, candle);
    return 'appended';
  }

  /** Puts older candles in front; what overlaps is dropped. Returns the rows added. */
  prepend(older: CandlePack): number {
    const first = this.#columns.ts[0] ?? Number.POSITIVE_INFINITY;
    let count = older.ts.length;
    while (count > 0 && (older.ts[count - 1] ?? 0) >= first) count -= 1;
    if (count === 0) return 0;
    this.#columns = grown([cut(older, count), cut(this.#columns, this.#length)], count + this.#length + SPARE);
    this.#length += count;
    return count;
  }

  #write(index: number, candle: contract.Candle): void {
    const { ts, open, high, low, close, volume } = candle;
    const row = { ts, open, high, low, close, volume, quality: QUALITIES.indexOf(candle.quality) };
    for (const name of CANDLE_COLUMNS) this.#columns[name][index] = row[name];
  }
}

function cut(pack: CandlePack, rows: number): CandlePack {
  return mapColumns((name) => pack[name].subarray(0, rows));
}

/** The packs one after the other, in columns of `capacity` rows. */
function grown(packs: readonly CandlePack[], capacity: number): CandlePack {
  return mapColumns((name) => {
    const column = new Float64Array(capacity);
    let offset = 0;
    for (const pack of packs) {
      column.set(pack[name], offset);
      offset += pack[name].length;
    }
    return column;
  });
}

function mapColumns(column: (name: (typeof CANDLE_COLUMNS)[number]) => Float64Array): CandlePack {
  return {
    ts: column('ts'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
    quality: column('quality'),
  };
}
