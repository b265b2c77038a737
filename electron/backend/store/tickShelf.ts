import type { Clock } from '../kit/clock';
import type { TickBatch } from './series';
import type { Sqlite, StatementCache } from './sqlite';
import { TickInserter } from './ticks';

const MARK_EVERY_MS = 60_000;
/** Rows removed in one go: a few milliseconds. */
const PIECE = 10_000;

/** Puts ticks in the order they come and takes the oldest away; marks say up to which row the table was written when. */
export class TickShelf {
  readonly #inserter = new TickInserter();
  #markedAt = Number.NEGATIVE_INFINITY;
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly db: Sqlite,
    private readonly cache: StatementCache,
    private readonly clock: Clock,
  ) {
    this.#measureUnmarked();
  }

  /** Inside the caller's transaction. */
  append(batch: TickBatch, seriesId: (instrument: string) => number): void {
    this.#inserter.write(this.cache, batch, batch.instruments.map(seriesId));
    for (let index = 0; index < batch.length; index += 1) {
      const ts = batch.ts[index] as number;
      if (ts < this.#low) this.#low = ts;
      if (ts > this.#high) this.#high = ts;
    }
    const now = this.clock.now();
    if (batch.length > 0 && now - this.#markedAt >= MARK_EVERY_MS) this.#mark(now);
  }

  expire(before: number): number {
    const last = this.cache.get('SELECT upto FROM tick_marks WHERE at < ? ORDER BY at DESC, upto DESC LIMIT 1').get([before]);
    if (last === undefined) return 0;
    const { upto } = last as { upto: number };
    const removed = this.cache
      .get('DELETE FROM ticks WHERE rowid <= min(?, (SELECT min(rowid) FROM ticks) + ?)')
      .run([upto, PIECE - 1]).changes;
    // The marks go last: without them the next call would not find what is left of a piece.
    if (removed === 0) this.cache.get('DELETE FROM tick_marks WHERE upto <= ?').run([upto]);
    return removed;
  }

  dropAll(): number {
    const { count } = this.cache.get('SELECT count(*) AS count FROM ticks').get() as { count: number };
    this.db.exec('DELETE FROM ticks; DELETE FROM tick_marks;');
    this.#low = Number.POSITIVE_INFINITY;
    this.#high = Number.NEGATIVE_INFINITY;
    this.#markedAt = Number.NEGATIVE_INFINITY;
    return count;
  }

  #mark(now: number): void {
    const { upto } = this.cache.get('SELECT max(rowid) AS upto FROM ticks').get() as { upto: number };
    this.cache
      .get('INSERT OR REPLACE INTO tick_marks (upto, at, low_ts, high_ts) VALUES (?,?,?,?)')
      .run([upto, now, this.#low, this.#high]);
    this.#markedAt = now;
    this.#low = Number.POSITIVE_INFINITY;
    this.#high = Number.NEGATIVE_INFINITY;
  }

  /** What was written after the last mark by a process that ended. */
  #measureUnmarked(): void {
    const row = this.cache
      .get('SELECT min(ts) AS low, max(ts) AS high FROM ticks WHERE rowid > (SELECT coalesce(max(upto), 0) FROM tick_marks)')
      .get() as { low: number | null; high: number | null };
    this.#low = row.low ?? Number.POSITIVE_INFINITY;
    this.#high = row.high ?? Number.NEGATIVE_INFINITY;
  }
}
