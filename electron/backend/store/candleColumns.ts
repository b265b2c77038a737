import type { CandleColumns } from './series';

/** Order of the columns in a sealed chunk and in a row of the tail. Never changed: stored bytes depend on it. */
export const CHUNK_COLUMNS = ['ts', 'open', 'high', 'low', 'close', 'volume', 'quality', 'bid', 'ask'] as const;
type ColumnName = (typeof CHUNK_COLUMNS)[number];

/** One row in the order of CHUNK_COLUMNS; `bid` and `ask` null where unknown. */
export type CandleRow = readonly (number | null)[];

type Mutable = { -readonly [Name in ColumnName]: Float64Array };

export function emptyColumns(rows: number): CandleColumns {
  return mapColumns(() => new Float64Array(rows));
}

function mapColumns(make: (name: ColumnName, index: number) => Float64Array): CandleColumns {
  const columns: Partial<Mutable> = {};
  CHUNK_COLUMNS.forEach((name, index) => {
    columns[name] = make(name, index);
  });
  return columns as Mutable;
}

export function sliceColumns(columns: CandleColumns, from: number, to: number): CandleColumns {
  return mapColumns((name) => columns[name].subarray(from, to));
}

export function columnsOfRows(rows: readonly CandleRow[]): CandleColumns {
  return mapColumns((_, index) => Float64Array.from(rows, (row) => row[index] ?? Number.NaN));
}

export function rowOfColumns(columns: CandleColumns, at: number): CandleRow {
  return CHUNK_COLUMNS.map((name) => {
    const value = columns[name][at] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  });
}

/** The columns back to back, Float64 in the machine's order, which is little-endian wherever the console runs. */
export function encodeChunk(columns: CandleColumns): Buffer {
  const rows = columns.ts.length;
  const body = new Float64Array(rows * CHUNK_COLUMNS.length);
  CHUNK_COLUMNS.forEach((name, index) => {
    body.set(columns[name], index * rows);
  });
  return Buffer.from(body.buffer);
}

/** Views on `body`. Throws RangeError when the bytes are not `rows` rows. */
export function decodeChunk(body: Uint8Array, rows: number): CandleColumns {
  if (body.byteLength !== rows * CHUNK_COLUMNS.length * 8) throw new RangeError('a candle chunk has the wrong size');
  // A view needs an offset divisible by 8; a pooled buffer may not have one.
  const aligned = body.byteOffset % 8 === 0 ? body : Uint8Array.from(body);
  return mapColumns((_, index) => new Float64Array(aligned.buffer, aligned.byteOffset + index * rows * 8, rows));
}

/** Index of the first time ≥ `ts`; the length where there is none. */
export function lowerBound(times: Float64Array, ts: number, length = times.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < ts) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Grows to a size known from above; copies whole runs. */
export class ColumnsBuilder {
  readonly #columns: CandleColumns;
  #length = 0;

  constructor(capacity: number) {
    this.#columns = emptyColumns(capacity);
  }

  /** Time of the last row; −∞ while empty. */
  get lastTs(): number {
    return this.#length === 0 ? Number.NEGATIVE_INFINITY : (this.#columns.ts[this.#length - 1] as number);
  }

  append(columns: CandleColumns, from: number, to: number): void {
    if (to <= from) return;
    for (const name of CHUNK_COLUMNS) this.#columns[name].set(columns[name].subarray(from, to), this.#length);
    this.#length += to - from;
  }

  build(): CandleColumns {
    return sliceColumns(this.#columns, 0, this.#length);
  }
}

/** Both in order of time; where both have a candle the patch wins. */
export function mergeColumns(base: CandleColumns, patch: CandleColumns): CandleColumns {
  const merged = new ColumnsBuilder(base.ts.length + patch.ts.length);
  let done = 0;
  for (let index = 0; index < patch.ts.length; index += 1) {
    const ts = patch.ts[index] as number;
    const next = lowerBound(base.ts, ts);
    merged.append(base, done, next);
    merged.append(patch, index, index + 1);
    done = base.ts[next] === ts ? next + 1 : next;
  }
  merged.append(base, done, base.ts.length);
  return merged.build();
}
