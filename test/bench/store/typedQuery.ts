import { join } from 'node:path';
import Database from 'better-sqlite3';
import { queryDb } from '../../../electron/backend/store/dialect';
import type { MarketSchema } from '../../../electron/backend/store/marketSchema';
import { type BenchRow, median } from '../bench';
import { anHourlyWalk } from './candles';
import { withStore } from './folder';

const ROUNDS = 15;
const QUERIES = 400;
const MINUTE = 60_000;

/**
 * The last minutes of one instrument out of several: raw prepared statement against Kysely's `execute()`, which builds, compiles
 * and awaits each query anew. Once as the status bar asks (60 rows), once as a lookup (1 row), where the overhead weighs most.
 */
export async function benchTypedQuery(): Promise<BenchRow[]> {
  return withStore(async (store) => {
    const { columns, start } = anHourlyWalk(1_000);
    for (const instrument of ['AAA', 'BBB', 'CCC', 'DDD']) store.series.appendCandles('simulation', instrument, '1m', columns);
    const db = new Database(join(store.dataDir, 'market.db'), { readonly: true });
    try {
      return [
        await compare(db, start, 60, 'Typed query, 60 candles by index'),
        await compare(db, start, 1, 'Typed query, 1 candle by index'),
      ];
    } finally {
      db.close();
    }
  });
}

async function compare(db: Database.Database, start: number, rows: number, name: string): Promise<BenchRow> {
  const raw = db.prepare<unknown[]>(
    'select ts, open, high, low, close, volume from candle_tail where series = ? and ts >= ? and ts < ? order by ts limit ?',
  );
  const kysely = queryDb<MarketSchema>(db);
  const typed = (from: number) =>
    kysely
      .selectFrom('candle_tail')
      .select(['ts', 'open', 'high', 'low', 'close', 'volume'])
      .where('series', '=', 2)
      .where('ts', '>=', from)
      .where('ts', '<', from + rows * MINUTE)
      .orderBy('ts')
      .limit(rows)
      .execute();
  const from = (query: number): number => start + (query % 900) * MINUTE;
  expectSame(raw.all([2, from(3), from(3) + rows * MINUTE, rows]), await typed(from(3)));

  const measured: { mine: number; other: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const t0 = performance.now();
    for (let query = 0; query < QUERIES; query += 1) raw.all([2, from(query), from(query) + rows * MINUTE, rows]);
    const t1 = performance.now();
    for (let query = 0; query < QUERIES; query += 1) await typed(from(query));
    measured.push({ other: (t1 - t0) / QUERIES, mine: (performance.now() - t1) / QUERIES });
  }
  const ratio = median(measured.map(({ mine, other }) => other / mine));
  const value = median(measured.map(({ mine }) => mine)) * 1000;
  const theirs = median(measured.map(({ other }) => other)) * 1000;
  const reach = '≥ 0.3× of the raw prepared statement';
  const note = `raw: ${theirs.toFixed(1)} µs`;
  return { name, value, unit: 'µs a query', ratioTo: 'raw prepared', ratio, reach, reached: ratio >= 0.3, note };
}

function expectSame(a: unknown, b: unknown): void {
  if (JSON.stringify(a) !== JSON.stringify(b)) throw new Error('both queries must give the same rows');
}
