import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type BenchRow, median } from '../bench';
import { anHourlyWalk } from './candles';
import { timed, withStore } from './folder';

const ROWS = 100_000;
const ROUNDS = 11;

/** A chart's worth of candles as columns from sealed chunks against the same candles as `.all()` rows of a table. */
export async function benchChartRead(): Promise<BenchRow> {
  return withStore((store) => {
    const { columns } = anHourlyWalk(ROWS);
    store.series.appendCandles('simulation', 'BTCUSDT', '1m', columns);
    const db = new Database(join(store.dataDir, 'rows.db'));
    fillRows(db, columns);
    const all = db.prepare(
      'SELECT ts, open, high, low, close, volume, quality, bid, ask FROM candles WHERE series = 1 ORDER BY ts',
    );
    expectSame(store.series.readCandles('simulation', 'BTCUSDT', '1m').close, all.all() as { close: number }[]);
    const pairs = Array.from({ length: ROUNDS }, () => ({
      mine: timed(() => store.series.readCandles('simulation', 'BTCUSDT', '1m')),
      other: timed(() => all.all()),
    }));
    db.close();
    const ratio = median(pairs.map(({ mine, other }) => other / mine));
    return {
      name: '100,000 candles out of the store',
      value: median(pairs.map(({ mine }) => mine)) * 1000,
      unit: 'ms',
      ratioTo: '.all() on rows',
      ratio,
      reach: '≥ 8× of .all() on rows',
      reached: ratio >= 8,
      note: `.all(): ${(median(pairs.map(({ other }) => other)) * 1000).toFixed(1)} ms`,
    };
  });
}

function fillRows(db: Database.Database, columns: ReturnType<typeof anHourlyWalk>['columns']): void {
  db.exec(`CREATE TABLE candles (series INTEGER, ts INTEGER, open REAL, high REAL, low REAL, close REAL, volume REAL,
    quality INTEGER, bid REAL, ask REAL, PRIMARY KEY (series, ts)) WITHOUT ROWID`);
  const insert = db.prepare('INSERT INTO candles VALUES (1,?,?,?,?,?,?,?,?,?)');
  const { ts, open, high, low, close, volume, quality, bid, ask } = columns;
  db.transaction(() => {
    for (let at = 0; at < ts.length; at += 1) {
      insert.run(ts[at], open[at], high[at], low[at], close[at], volume[at], quality[at], bid[at], ask[at]);
    }
  })();
}

function expectSame(mine: Float64Array, theirs: readonly { close: number }[]): void {
  const same = mine.length === theirs.length && theirs.every((row, at) => row.close === mine[at]);
  if (!same) throw new Error('both reads must give the same candles');
}
