import type { Timeframe } from '../../../shared/base/time';
import type { Gap } from '../../../shared/features/market/candle';
import type { Clock, Timer } from '../kit/clock';
import type { Log } from '../kit/log';
import { CandleWriter } from './candleWriter';
import type { DiskReserve } from './diskReserve';
import { StoreRefusal } from './refusal';
import type { CandleChange, CandleColumns, CandleRange, GapFilter, Series, TickBatch, TickColumns } from './series';
import { guarded, type Sqlite, StatementCache } from './sqlite';
import { SqliteSeriesReader } from './sqliteSeriesReader';
import { TickWriter } from './tickWriter';

export interface SeriesOptions {
  readonly writer: Sqlite;
  readonly reader: Sqlite;
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly reserve: DiskReserve;
}

const BETWEEN_PIECES_MS = 20;

/** The market series on SQLite: reads on one connection, writes on the other. */
export class SqliteSeries implements Series {
  readonly #reader: SqliteSeriesReader;
  readonly #candles: CandleWriter;
  readonly #ticks: TickWriter;
  readonly #cache: StatementCache;
  #expiry: Timer | null = null;
  readonly #listeners: ((droppedTicks: number) => void)[] = [];

  constructor(private readonly options: SeriesOptions) {
    this.#cache = new StatementCache(options.writer);
    this.#reader = new SqliteSeriesReader(options.reader, options.path);
    this.#candles = new CandleWriter(options.writer, options.path, () => options.clock.now());
    this.#ticks = new TickWriter(this.#cache);
  }

  readCandles(source: string, instrument: string, timeframe: Timeframe, range?: CandleRange): CandleColumns {
    return this.#reader.readCandles(source, instrument, timeframe, range);
  }

  lastTs(source: string, instrument: string, timeframe: Timeframe): number | null {
    return this.#reader.lastTs(source, instrument, timeframe);
  }

  firstTs(source: string, instrument: string, timeframe: Timeframe): number | null {
    return this.#reader.firstTs(source, instrument, timeframe);
  }

  readTicks(source: string, instrument: string, range: { from: number; to: number }): TickColumns {
    return this.#reader.readTicks(source, instrument, range);
  }

  readChanges(source: string, instrument: string, timeframe: Timeframe, range: { from: number; to: number }): CandleChange[] {
    return this.#reader.readChanges(source, instrument, timeframe, range);
  }

  readGaps(filter: GapFilter): (Gap & { readonly source: string })[] {
    return this.#reader.readGaps(filter);
  }

  onDiskFull(listener: (droppedTicks: number) => void): void {
    this.#listeners.push(listener);
  }

  appendCandles(source: string, instrument: string, timeframe: Timeframe, columns: CandleColumns): number {
    return this.#important(() => this.#candles.append(source, instrument, timeframe, columns));
  }

  batch<T>(work: () => T): T {
    return this.#important(work);
  }

  appendTicks(batch: TickBatch): { written: number; dropped: number } {
    try {
      const seriesId = (name: string): number => this.#candles.seriesIdOf(batch.source, name, 'tick');
      this.#transact(() => this.#ticks.append(batch, this.options.clock.now(), seriesId));
      return { written: batch.length, dropped: 0 };
    } catch (error) {
      this.#candles.forget();
      if (!isDiskFull(error)) throw error;
      this.#makeRoom();
      return { written: 0, dropped: batch.length };
    }
  }

  expireTicks(before: number): void {
    this.#expiry?.cancel();
    this.#expiry = null;
    try {
      if (this.#transact(() => this.#ticks.expire(before)) === 0) return;
      this.#expiry = this.options.clock.setTimeout(() => this.expireTicks(before), BETWEEN_PIECES_MS);
    } catch (error) {
      // Old ticks that stay a while longer harm nobody; the next call tries again.
      this.options.log.warn('old ticks could not be removed', { error });
    }
  }

  /** No timer touches the file after this. */
  stop(): void {
    this.#expiry?.cancel();
    this.#expiry = null;
  }

  openGap(source: string, gap: Gap): void {
    const { id, instrument, timeframe, from, to, missing, cause, status } = gap;
    const values = [id, source, instrument, timeframe, from, to, missing, cause, status, this.options.clock.now()];
    const sql = `INSERT INTO gaps (id, source, instrument, timeframe, from_ts, to_ts, missing, cause, status, opened_at)
      VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO NOTHING`;
    this.#important(() => this.#cache.get(sql).run(values));
  }

  closeGap(id: string, status: 'repaired' | 'unrepairable'): void {
    this.#important(() => this.#cache.get('UPDATE gaps SET status = ? WHERE id = ?').run([status, id]));
  }

  /** What must be kept: when the disk is full, ticks make room for it and it is written again. */
  #important<T>(work: () => T): T {
    const nested = this.options.writer.inTransaction;
    try {
      return this.#transact(work);
    } catch (error) {
      // What was learnt about the series inside the transaction has been rolled back with it.
      this.#candles.forget();
      if (nested || !isDiskFull(error)) throw error;
      this.#makeRoom();
      return this.#transact(work);
    }
  }

  #transact<T>(work: () => T): T {
    const { writer, path } = this.options;
    return guarded(path, () => (writer.inTransaction ? work() : writer.transaction(work).immediate()));
  }

  #makeRoom(): void {
    const { reserve, log } = this.options;
    reserve.release();
    const dropped = this.#transact(() => this.#ticks.dropAll());
    log.error('the disk is full: ticks were given up', { dropped });
    for (const listener of this.#listeners) listener(dropped);
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof StoreRefusal && error.code === 'DISK_FULL';
}
