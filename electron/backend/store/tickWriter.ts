import type { TickBatch } from './series';
import type { StatementCache } from './sqlite';
import { splitTicks } from './ticks';

/** Chunks removed in one go: a few milliseconds. */
const PIECE = 500;

const INSERT = 'INSERT INTO tick_chunks (series, written_at, first_ts, last_ts, rows, body) VALUES (?,?,?,?,?,?)';
const EXPIRE = `DELETE FROM tick_chunks WHERE id IN (SELECT id FROM tick_chunks WHERE written_at < ? LIMIT ${PIECE}) RETURNING rows`;

/**
 * Stores each instrument's part of a batch as one row of Float64 columns: no row, index entry or bound value per tick, which is
 * what a row a tick spends most of its time on. Every call runs inside the caller's transaction.
 */
export class TickWriter {
  constructor(private readonly cache: StatementCache) {}

  append(batch: TickBatch, writtenAt: number, seriesId: (instrument: string) => number): void {
    const insert = this.cache.get(INSERT);
    for (const { instrument, rows, firstTs, lastTs, body } of splitTicks(batch)) {
      insert.run([seriesId(batch.instruments[instrument] as string), writtenAt, firstTs, lastTs, rows, body]);
    }
  }

  /** Removes a piece of what was written before `before`; returns the number of ticks. */
  expire(before: number): number {
    const removed = this.cache.get(EXPIRE).all([before]) as { rows: number }[];
    return removed.reduce((sum, chunk) => sum + chunk.rows, 0);
  }

  dropAll(): number {
    const { ticks } = this.cache.get('SELECT coalesce(sum(rows), 0) AS ticks FROM tick_chunks').get() as { ticks: number };
    this.cache.get('DELETE FROM tick_chunks').run();
    return ticks;
  }
}
