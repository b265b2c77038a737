import type { BacktestTrade } from '../../../../shared/features/backtests/contract';
import { unpackTrades, type Words } from '../../../../shared/features/backtests/tradePack';
import type { Reader } from '../../store/types';

interface Page {
  readonly view: 'published' | 'every';
  readonly offset: number;
  readonly limit: number;
}

/** A page of a run's trades; only the parts that it lies in are read. */
export function tradesOf(read: Reader, run: string, words: Words, { view, offset, limit }: Page) {
  const counts = read.all(
    read.db.selectFrom('backtest_trades').select(['part', 'n', 'published']).where('run', '=', run).orderBy('part'),
  );
  const rows: BacktestTrade[] = [];
  let passed = 0;
  for (const { part, n, published } of counts) {
    const has = view === 'every' ? n : published;
    const from = Math.max(0, offset - passed);
    if (from < has && rows.length < limit) {
      const all = partOf(read, run, part, words).filter((trade) => view === 'every' || trade.published);
      rows.push(...all.slice(from, from + limit - rows.length));
    }
    passed += has;
  }
  return { rows, total: passed };
}

function partOf(read: Reader, run: string, part: number, words: Words): BacktestTrade[] {
  const query = read.db.selectFrom('backtest_trades').select('bytes').where('run', '=', run).where('part', '=', part);
  const bytes = read.get(query)?.bytes;
  // A copy, because a column of numbers must begin on a boundary of eight bytes.
  return bytes === undefined ? [] : unpackTrades(new Uint8Array(bytes).buffer, words);
}
