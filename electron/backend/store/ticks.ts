import type { TickBatch, TickColumns } from './series';
import type { SqliteStatement, StatementCache } from './sqlite';

/** Rows of one INSERT: single rows reach a third of this, longer lists gain nothing more. */
const ROWS = 50;
const WIDTH = 5;
const insertOf = (rows: number): string =>
  `INSERT INTO ticks (series, ts, price, amount, trade_id) VALUES ${Array(rows).fill('(?,?,?,?,?)').join(',')}`;
const INSERT_MANY = insertOf(ROWS);
const INSERT_ONE = insertOf(1);

/** Writes a batch inside the caller's transaction; `series[i]` is the stored id of `batch.instruments[i]`. */
export class TickInserter {
  readonly #many: (number | null)[] = Array(ROWS * WIDTH).fill(null);
  readonly #one: (number | null)[] = Array(WIDTH).fill(null);

  write(cache: StatementCache, batch: TickBatch, series: readonly number[]): void {
    const whole = batch.length - (batch.length % ROWS);
    this.#writeBy(cache.get(INSERT_MANY), this.#many, ROWS, batch, series, 0, whole);
    this.#writeBy(cache.get(INSERT_ONE), this.#one, 1, batch, series, whole, batch.length);
  }

  #writeBy(
    statement: SqliteStatement,
    values: (number | null)[],
    rows: number,
    batch: TickBatch,
    series: readonly number[],
    from: number,
    to: number,
  ): void {
    const { instrument, ts, price, amount, tradeId } = batch;
    for (let start = from; start < to; start += rows) {
      let slot = 0;
      for (let index = start; index < start + rows; index += 1) {
        const id = tradeId[index] as number;
        values[slot] = series[instrument[index] as number] as number;
        values[slot + 1] = ts[index] as number;
        values[slot + 2] = price[index] as number;
        values[slot + 3] = amount[index] as number;
        values[slot + 4] = Number.isNaN(id) ? null : id;
        slot += WIDTH;
      }
      statement.run(values);
    }
  }
}

interface Mark {
  readonly upto: number;
  readonly low_ts: number;
  readonly high_ts: number;
}

/** Ticks of a series in order of time. Only the stretches of the table that can hold some are looked through. */
export function readTicks(cache: StatementCache, series: number | null, from: number, to: number): TickColumns {
  if (series === null) return columnsOf([]);
  const marks = cache.get('SELECT upto, low_ts, high_ts FROM tick_marks ORDER BY upto').all() as Mark[];
  const search = cache.get(
    `SELECT ts, price, amount, trade_id FROM ticks
     WHERE rowid > ? AND rowid <= ? AND series = ? AND ts >= ? AND ts < ?`,
  );
  const rows: TickRow[] = [];
  let after = 0;
  for (const mark of marks) {
    if (mark.high_ts >= from && mark.low_ts < to) {
      for (const row of search.all([after, mark.upto, series, from, to]) as TickRow[]) rows.push(row);
    }
    after = mark.upto;
  }
  for (const row of search.all([after, Number.MAX_SAFE_INTEGER, series, from, to]) as TickRow[]) rows.push(row);
  return columnsOf(rows.sort((a, b) => a.ts - b.ts));
}

interface TickRow {
  readonly ts: number;
  readonly price: number;
  readonly amount: number;
  readonly trade_id: number | null;
}

function columnsOf(rows: readonly TickRow[]): TickColumns {
  return {
    ts: Float64Array.from(rows, (row) => row.ts),
    price: Float64Array.from(rows, (row) => row.price),
    amount: Float64Array.from(rows, (row) => row.amount),
    tradeId: Float64Array.from(rows, (row) => row.trade_id ?? Number.NaN),
  };
}
