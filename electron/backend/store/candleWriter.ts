import type { Timeframe } from '../../../shared/base/time';
import {
  type CandleRow,
  CHUNK_COLUMNS,
  columnsOfRows,
  decodeChunk,
  encodeChunk,
  lowerBound,
  rowOfColumns,
  sliceColumns,
} from './candleColumns';
import type { CandleColumns } from './series';
import type { Sqlite } from './sqlite';
import { SqliteSeriesReader } from './sqliteSeriesReader';

/** Candles in a sealed chunk: 17 hours of minutes. */
export const CHUNK_ROWS = 1024;

const INSERT_TAIL = `INSERT INTO candle_tail (series, revision, ${CHUNK_COLUMNS.join(', ')}) VALUES (?,?,?,?,?,?,?,?,?,?,?)`;
const INSERT_CHUNK = `INSERT INTO candle_chunks (series, revision, first_ts, last_ts, rows, body) VALUES (?,?,?,?,?,?)`;

const INSERT_CHANGE = 'INSERT INTO candle_changes (series, ts, revision, written_at) VALUES (?,?,?,?)';

interface Known {
  lastTs: number;
  /** Unsealed first versions. */
  tailRows: number;
}

/**
 * Writes candles inside the caller's transaction. They land in the tail, row by row; each time it holds a chunk's worth it is
 * sealed into Float64 columns. A revision counts the earlier versions of one candle, so that all rows of a chunk share it.
 */
export class CandleWriter extends SqliteSeriesReader {
  readonly #known = new Map<number, Known>();

  /** @param now when a late or replaced candle is noted as written. */
  constructor(
    db: Sqlite,
    path: string,
    private readonly now: () => number,
  ) {
    super(db, path);
  }

  append(source: string, instrument: string, timeframe: Timeframe, columns: CandleColumns): number {
    checkColumns(columns);
    const id = this.seriesIdOf(source, instrument, timeframe);
    const known = this.#knownOf(id);
    const split = lowerBound(columns.ts, known.lastTs + 1);
    const repaired = this.#revise(id, known, source, instrument, timeframe, sliceColumns(columns, 0, split));
    this.#extend(id, known, columns, split);
    return repaired + columns.ts.length - split;
  }

  /** To be called after a rollback. */
  forget(): void {
    this.#known.clear();
    this.forgetIds();
  }

  seriesIdOf(source: string, instrument: string, timeframe: string): number {
    const known = this.seriesId(source, instrument, timeframe);
    if (known !== null) return known;
    const sql = 'INSERT INTO series (source, instrument, timeframe) VALUES (?,?,?)';
    return Number(this.cache.get(sql).run([source, instrument, timeframe]).lastInsertRowid);
  }

  #knownOf(id: number): Known {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const sql = 'SELECT count(*) AS rows FROM candle_tail WHERE series = ? AND revision = 0';
    const { rows } = this.cache.get(sql).get([id]) as { rows: number };
    const fresh = { lastTs: this.lastTsOf(id) ?? Number.NEGATIVE_INFINITY, tailRows: rows };
    this.#known.set(id, fresh);
    return fresh;
  }

  /** Candles after the last one: whole chunks at once where nothing waits in the tail, else row by row. */
  #extend(id: number, known: Known, columns: CandleColumns, from: number): void {
    const end = columns.ts.length;
    let at = from;
    while (at < end) {
      if (known.tailRows === 0 && end - at >= CHUNK_ROWS) {
        this.#insertChunk(id, 0, sliceColumns(columns, at, at + CHUNK_ROWS));
        at += CHUNK_ROWS;
      } else {
        this.#insertTail(id, known, 0, rowOfColumns(columns, at));
        at += 1;
      }
    }
    if (end > from) known.lastTs = columns.ts[end - 1] as number;
  }

  /** Candles at or before the last one: missing so far, other than stored, or the same and left alone. */
  #revise(id: number, known: Known, source: string, instrument: string, timeframe: Timeframe, late: CandleColumns): number {
    const first = late.ts[0];
    const last = late.ts.at(-1);
    if (first === undefined || last === undefined) return 0;
    const stored = this.readCandles(source, instrument, timeframe, { from: first, to: last + 1 });
    let written = 0;
    for (let index = 0; index < late.ts.length; index += 1) {
      const row = rowOfColumns(late, index);
      const ts = late.ts[index] as number;
      const at = lowerBound(stored.ts, ts);
      const isNew = stored.ts[at] !== ts;
      if (!isNew && sameRow(row, rowOfColumns(stored, at))) continue;
      const revision = isNew ? 0 : this.#newestRevision(id, ts) + 1;
      this.#insertTail(id, known, revision, row);
      this.cache.get(INSERT_CHANGE).run([id, ts, revision, this.now()]);
      written += 1;
    }
    return written;
  }

  #newestRevision(id: number, ts: number): number {
    const tail = this.cache.get('SELECT max(revision) AS revision FROM candle_tail WHERE series = ? AND ts = ?').get([id, ts]);
    let newest = (tail as { revision: number | null }).revision ?? -1;
    const sql = 'SELECT revision, rows, body FROM candle_chunks WHERE series = ? AND last_ts >= ? AND first_ts <= ?';
    const chunks = this.cache.get(sql).all([id, ts, ts]) as { revision: number; rows: number; body: Uint8Array }[];
    for (const chunk of chunks) {
      const times = decodeChunk(chunk.body, chunk.rows).ts;
      if (times[lowerBound(times, ts)] === ts) newest = Math.max(newest, chunk.revision);
    }
    return newest;
  }

  #insertTail(id: number, known: Known, revision: number, row: CandleRow): void {
    this.cache.get(INSERT_TAIL).run([id, revision, ...row]);
    if (revision > 0) return;
    known.tailRows += 1;
    if (known.tailRows >= CHUNK_ROWS) this.#seal(id, known);
  }

  /**
   * Empties the tail into chunks: one a revision, and one more for candles that came after later ones had been sealed, so that
   * an ordinary chunk never spans another.
   */
  #seal(id: number, known: Known): void {
    const sealed = this.cache.get('SELECT max(last_ts) AS ts FROM candle_chunks WHERE series = ? AND revision = 0').get([id]);
    const sealedUpTo = (sealed as { ts: number | null }).ts ?? Number.NEGATIVE_INFINITY;
    const sql = `SELECT ${CHUNK_COLUMNS.join(', ')}, revision FROM candle_tail WHERE series = ? ORDER BY revision, ts`;
    const rows = this.cache.get(sql).raw().all([id]) as CandleRow[];
    const groups = new Map<string, CandleRow[]>();
    for (const row of rows) {
      const key = `${row[CHUNK_COLUMNS.length]} ${(row[0] as number) <= sealedUpTo}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [row]);
      else group.push(row);
    }
    for (const group of groups.values()) {
      this.#insertChunk(id, group[0]?.[CHUNK_COLUMNS.length] as number, columnsOfRows(group));
    }
    this.cache.get('DELETE FROM candle_tail WHERE series = ?').run([id]);
    known.tailRows = 0;
  }

  #insertChunk(id: number, revision: number, columns: CandleColumns): void {
    const rows = columns.ts.length;
    this.cache.get(INSERT_CHUNK).run([id, revision, columns.ts[0], columns.ts[rows - 1], rows, encodeChunk(columns)]);
  }
}

function sameRow(a: CandleRow, b: CandleRow): boolean {
  return a.every((value, index) => value === b[index]);
}

function checkColumns(columns: CandleColumns): void {
  const rows = columns.ts.length;
  for (const name of CHUNK_COLUMNS) {
    if (columns[name].length !== rows) throw new RangeError(`column ${name} has ${columns[name].length} rows, not ${rows}`);
  }
  for (let index = 1; index < rows; index += 1) {
    if (!((columns.ts[index] as number) > (columns.ts[index - 1] as number)))
      throw new RangeError('candles are not in order of time');
  }
}
