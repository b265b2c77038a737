import { decodeColumns, encodeColumns } from '../../base/columns';
import { RULES, resultName } from '../signals/signal';
import type { BacktestRequest, BacktestTrade } from './contract';

const COLUMNS = [
  ...(['id0', 'id1', 'id2', 'id3', 'instrument', 'timeframe', 'strategy', 'side', 'at', 'closedAt', 'result'] as const),
  ...(['r', 'rGross', 'published', 'refusedBy', 'entry', 'sl', 'tp1', 'tp2', 'confidence', 'noEdge'] as const),
] as const;
type Name = (typeof COLUMNS)[number];

/** The lists that codes in a pack point into. */
export type Words = Pick<BacktestRequest, 'instruments' | 'timeframes' | 'strategies'>;

/** Trades as Float64 columns (see `shared/base/columns`): small, and read without parsing a text. Absent figures are NaN. */
export function packTrades(trades: readonly BacktestTrade[], words: Words): ArrayBuffer {
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, new Float64Array(trades.length)])) as Record<
    Name,
    Float64Array
  >;
  trades.forEach((trade, row) => {
    for (const [name, value] of Object.entries(figuresOf(trade, words))) columns[name as Name][row] = value;
  });
  return encodeColumns(COLUMNS, columns);
}

function figuresOf(trade: BacktestTrade, words: Words): Record<Name, number> {
  const part = (index: number) => Number.parseInt(trade.id.slice(index * 8, index * 8 + 8), 16);
  return {
    id0: part(0),
    id1: part(1),
    id2: part(2),
    id3: part(3),
    instrument: words.instruments.indexOf(trade.instrument),
    timeframe: words.timeframes.indexOf(trade.timeframe),
    strategy: words.strategies.indexOf(trade.strategy),
    side: trade.direction === 'long' ? 1 : -1,
    at: trade.at,
    closedAt: trade.closedAt ?? Number.NaN,
    result: trade.result === null ? Number.NaN : resultName.options.indexOf(trade.result),
    r: trade.r ?? Number.NaN,
    rGross: trade.rGross ?? Number.NaN,
    published: trade.published ? 1 : 0,
    refusedBy: trade.refusedBy.reduce((bits, rule) => bits + 2 ** RULES.indexOf(rule), 0),
    entry: trade.entry,
    sl: trade.sl,
    tp1: trade.tp1,
    tp2: trade.tp2,
    confidence: trade.confidence,
    noEdge: trade.noEdge,
  };
}

/** Throws RangeError on anything that is no such pack, or whose codes lie outside the lists. */
export function unpackTrades(pack: ArrayBuffer, words: Words): BacktestTrade[] {
  const columns = decodeColumns(COLUMNS, pack);
  return Array.from(columns.at, (_, row) => tradeOf((name) => columns[name][row] as number, words));
}

function tradeOf(get: (name: Name) => number, words: Words): BacktestTrade {
  const hex = (name: Name) => get(name).toString(16).padStart(8, '0');
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  const result = orNull(get('result'));
  return {
    id: `${hex('id0')}${hex('id1')}${hex('id2')}${hex('id3')}`,
    instrument: wordOf(words.instruments, get('instrument')),
    timeframe: wordOf(words.timeframes, get('timeframe')),
    strategy: wordOf(words.strategies, get('strategy')),
    direction: get('side') > 0 ? 'long' : 'short',
    at: get('at'),
    closedAt: orNull(get('closedAt')),
    result: result === null ? null : wordOf(resultName.options, result),
    r: orNull(get('r')),
    rGross: orNull(get('rGross')),
    published: get('published') === 1,
    refusedBy: RULES.filter((_, index) => Math.floor(get('refusedBy') / 2 ** index) % 2 === 1),
    entry: get('entry'),
    sl: get('sl'),
    tp1: get('tp1'),
    tp2: get('tp2'),
    confidence: get('confidence'),
    noEdge: get('noEdge'),
  };
}

function wordOf<Word>(words: readonly Word[], code: number): Word {
  const word = words[code];
  if (word === undefined) throw new RangeError(`no word has the code ${code}`);
  return word;
}
