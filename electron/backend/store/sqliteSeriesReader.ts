import type { Timeframe } from '../../../shared/base/time';
import type { Gap } from '../../../shared/features/market/candle';
import {
  type CandleRow,
  CHUNK_COLUMNS,
  ColumnsBuilder,
  columnsOfRows,
  decodeChunk,
  lowerBound,
  mergeColumns,
  sliceColumns,
} from './candleColumns';
import { storedGap } from './rows';
import type { CandleChange, CandleColumns, CandleRange, GapFilter, SeriesReader, TickColumns } from './series';
import { guarded, type Sqlite, StatementCache } from './sqlite';
import { joinTicks } from './ticks';

interface ChunkRow {
  readonly revision: number;
  readonly rows: number;
  readonly body: Uint8Array;
}

/** Rows of one revision; higher revisions are laid over lower ones. */
interface Layer {
  readonly revision: number;
  readonly columns: CandleColumns;
}

const CHUNKS = `SELECT revision, rows, body FROM candle_chunks
  WHERE series = ? AND last_ts >= ? AND first_ts < ? ORDER BY revision, first_ts`;
const TAIL = `SELECT ${CHUNK_COLUMNS.join(', ')}, revision FROM candle_tail
  WHERE series = ? AND ts >= ? AND ts < ? ORDER BY revision, ts`;
const TAIL_NTH = `SELECT ts FROM candle_tail WHERE series = ? AND ts >= ? AND ts < ? AND revision = 0
  ORDER BY ts DESC LIMIT 1 OFFSET ?`;
const CHUNK_SIZES = `SELECT first_ts, rows FROM candle_chunks
  WHERE series = ? AND last_ts >= ? AND last_ts < ? AND revision = 0 ORDER BY last_ts DESC`;

/** Reads `market.db`. A chunk is copied whole; rows are only read for the little that is not sealed yet. */
export class SqliteSeriesReader implements SeriesReader {
  protected readonly cache: StatementCache;
  readonly #ids = new Map<string, number>();

  constructor(
    protected readonly db: Sqlite,
    protected readonly path: string,
  ) {
    this.cache = new StatementCache(db);
  }

  readCandles(source: string, instrument: string, timeframe: Timeframe, range: CandleRange = {}): CandleColumns {
    const id = this.seriesId(source, instrument, timeframe);
    if (id === null) return new ColumnsBuilder(0).build();
    const to = range.to ?? Number.MAX_SAFE_INTEGER;
    const limit = range.limit ?? Number.POSITIVE_INFINITY;
    // One snapshot: sealing moves rows from the tail into a chunk.
    const read = (): CandleColumns => {
      const from = this.#enough(id, range.from ?? Number.MIN_SAFE_INTEGER, to, limit);
      return this.#readRange(id, from, to);
    };
    const found = guarded(this.path, () => this.db.transaction(read).deferred());
    return sliceColumns(found, Math.max(0, found.ts.length - limit), found.ts.length);
  }

  lastTs(source: string, instrument: string, timeframe: Timeframe): number | null {
    const id = this.seriesId(source, instrument, timeframe);
    return id === null ? null : this.lastTsOf(id);
  }

  firstTs(source: string, instrument: string, timeframe: Timeframe): number | null {
    const id = this.seriesId(source, instrument, timeframe);
    if (id === null) return null;
    const sql = `SELECT min(coalesce((SELECT min(ts) FROM candle_tail WHERE series = ?), 9e15),
                    coalesce((SELECT min(first_ts) FROM candle_chunks WHERE series = ?), 9e15)) AS ts`;
    const { ts } = guarded(this.path, () => this.cache.get(sql).get([id, id])) as { ts: number };
    return ts === 9e15 ? null : ts;
  }

  readTicks(source: string, instrument: string, range: { from: number; to: number }): TickColumns {
    const id = this.seriesId(source, instrument, 'tick');
    const sql = 'SELECT rows, body FROM tick_chunks WHERE series = ? AND last_ts >= ? AND first_ts < ? ORDER BY id';
    const pieces = guarded(this.path, () => this.cache.get(sql).all([id, range.from, range.to]));
    return joinTicks(pieces as { rows: number; body: Uint8Array }[], range.from, range.to);
  }

  readChanges(source: string, instrument: string, timeframe: Timeframe, range: { from: number; to: number }): CandleChange[] {
    const id = this.seriesId(source, instrument, timeframe);
    const sql = `SELECT ts, revision, written_at AS writtenAt FROM candle_changes
      WHERE series = ? AND ts >= ? AND ts < ? ORDER BY id`;
    return guarded(this.path, () => this.cache.get(sql).all([id, range.from, range.to])) as CandleChange[];
  }

  readGaps(filter: GapFilter): (Gap & { readonly source: string })[] {
    const wanted = [filter.source ?? null, filter.instrument ?? null, filter.status ?? null];
    const rows = this.cache
      .get(
        `SELECT id, source, instrument, timeframe, from_ts, to_ts, missing, cause, status FROM gaps
         WHERE source = coalesce(?, source) AND instrument = coalesce(?, instrument) AND status = coalesce(?, status)
         ORDER BY from_ts DESC, id DESC LIMIT ?`,
      )
      .all([...wanted, filter.limit]);
    return rows.map((row) => storedGap.parse(row));
  }

  protected seriesId(source: string, instrument: string, timeframe: string): number | null {
    const key = `${source} ${instrument} ${timeframe}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const row = this.cache
      .get('SELECT id FROM series WHERE source = ? AND instrument = ? AND timeframe = ?')
      .get([source, instrument, timeframe]) as { id: number } | undefined;
    if (row === undefined) return null;
    this.#ids.set(key, row.id);
    return row.id;
  }

  protected forgetIds(): void {
    this.#ids.clear();
  }

  protected lastTsOf(id: number): number | null {
    const row = this.cache
      .get(
        `SELECT max(coalesce((SELECT max(ts) FROM candle_tail WHERE series = ?), -1),
                    coalesce((SELECT max(last_ts) FROM candle_chunks WHERE series = ?), -1)) AS ts`,
      )
      .get([id, id]) as { ts: number };
    return row.ts === -1 ? null : row.ts;
  }

  /** A time from which on there are at least `limit` candles, as late as is cheap to know; `from` where there are fewer. */
  #enough(id: number, from: number, to: number, limit: number): number {
    if (limit === Number.POSITIVE_INFINITY) return from;
    const nth = this.cache.get(TAIL_NTH).get([id, from, to, limit - 1]) as { ts: number } | undefined;
    if (nth !== undefined) return nth.ts;
    let counted = 0;
    let earliest = Number.POSITIVE_INFINITY;
    for (const chunk of this.cache.get(CHUNK_SIZES).iterate([id, from, to]) as Iterable<{ first_ts: number; rows: number }>) {
      counted += chunk.rows;
      earliest = Math.min(earliest, chunk.first_ts);
      if (counted >= limit) return Math.max(from, earliest);
    }
    return from;
  }

  #readRange(id: number, from: number, to: number): CandleColumns {
    const layers = [...this.#chunkLayers(id, from, to), ...this.#tailLayers(id, from, to)];
    const rows = layers.reduce((sum, layer) => sum + layer.columns.ts.length, 0);
    const base = new ColumnsBuilder(rows);
    const patches: Layer[] = [];
    for (const layer of layers) {
      const { columns } = layer;
      const isNext = layer.revision === 0 && columns.ts.length > 0 && (columns.ts[0] as number) > base.lastTs;
      if (isNext) base.append(columns, 0, columns.ts.length);
      else patches.push(layer);
    }
    patches.sort((a, b) => a.revision - b.revision);
    return patches.reduce((merged, patch) => mergeColumns(merged, patch.columns), base.build());
  }

  #chunkLayers(id: number, from: number, to: number): Layer[] {
    const chunks = this.cache.get(CHUNKS).all([id, from, to]) as ChunkRow[];
    return chunks.map(({ revision, rows, body }) => {
      const columns = decodeChunk(body, rows);
      return { revision, columns: sliceColumns(columns, lowerBound(columns.ts, from), lowerBound(columns.ts, to)) };
    });
  }

  #tailLayers(id: number, from: number, to: number): Layer[] {
    const rows = this.cache.get(TAIL).raw().all([id, from, to]) as CandleRow[];
    const layers: Layer[] = [];
    for (let start = 0; start < rows.length; ) {
      const revision = rows[start]?.[CHUNK_COLUMNS.length] as number;
      let end = start + 1;
      while (end < rows.length && rows[end]?.[CHUNK_COLUMNS.length] === revision) end += 1;
      layers.push({ revision, columns: columnsOfRows(rows.slice(start, end)) });
      start = end;
    }
    return layers;
  }
}
