import { canonicalJson } from '../../../../shared/base/canonical';
import { TIMEFRAMES, type Timeframe, timeframeMs } from '../../../../shared/base/time';
import { QUALITY_CODE } from '../../../../shared/features/market/candle';
import type { BaseCandles } from '../port';
import {
  CLOSE_NAMES,
  columnIndex,
  HIGH_NAMES,
  LOW_NAMES,
  OPEN_NAMES,
  requiredColumn,
  TIME_NAMES,
  VOLUME_NAMES,
} from './columnNames';
import { FileFault } from './fileFault';
import { decimalCell, priceCell, readTable, unpack } from './table';
import { CandleColumns, type Tape, type TapeGap, type TapeNote } from './tape';
import { TimeCells } from './timeCell';

/** More than this fraction from the last accepted close is absurd until the next row confirms the level. */
const ABSURD = 0.2;

type Prices = [open: number, high: number, low: number, close: number];
interface Row {
  readonly ts: number;
  readonly prices: Prices;
  readonly volume: number;
  readonly bid: number;
  readonly ask: number;
}
type ReadRow = (cells: readonly string[], line: number) => Row;

/**
 * Reads a candle file: `ts,open,high,low,close[,volume]` or `ts,bid_open…ask_close` (mid prices, with the quote at the
 * close beside), plain or gzip. The whole file is checked. Throws FileFault with the first line that cannot be accepted.
 */
export function readCandleFile(bytes: Uint8Array): Tape {
  const columns = new CandleColumns();
  const lines: number[] = [];
  const notes: TapeNote[] = [];
  const judge = new PriceJudge();
  let duplicates = 0;
  let hasVolume = false;
  readTable(unpack(bytes), (header) => {
    const { readRow, withVolume } = rowReader(header);
    hasVolume = withVolume;
    return (cells, line) => {
      const row = readRow(cells, line);
      if (isDuplicate(columns, row, line)) {
        duplicates += 1;
        return;
      }
      const absurd = judge.isAbsurd(row.prices);
      if (absurd) notes.push({ line, text: 'price more than 20 % from the last accepted close: the row is suspect' });
      columns.add(row.ts, ...row.prices, row.volume, absurd ? QUALITY_CODE.suspect : QUALITY_CODE.complete, row.bid, row.ask);
      lines.push(line);
    };
  });
  if (columns.size === 0) throw new FileFault(1, 'there is no row after the header');
  if (duplicates > 0) notes.push({ line: 0, text: `${duplicates} identical duplicate row(s) dropped` });
  const candles = columns.done();
  const baseTimeframe = stepOf(candles.ts, lines);
  const gaps = gapsOf(candles.ts, timeframeMs(baseTimeframe));
  const firstRow = firstRowOf(candles);
  return { kind: 'candles', candles, baseTimeframe, unfinished: 0, rows: columns.size, gaps, hasVolume, firstRow, notes };
}

function rowReader(header: readonly string[]): { readRow: ReadRow; withVolume: boolean } {
  const time = requiredColumn(header, TIME_NAMES);
  const quoted = columnIndex(header, OPEN_NAMES) < 0 && header.includes('bid_open');
  const volumeAt = columnIndex(header, VOLUME_NAMES);
  const times = new TimeCells();
  const readPrices = quoted ? quotePrices(header) : plainPrices(header);
  const readRow: ReadRow = (cells, line) => {
    const ts = times.read(cells[time], line);
    const volume = volumeAt < 0 ? 0 : decimalCell(cells[volumeAt], 'volume', line);
    if (volume < 0) throw new FileFault(line, 'volume is negative');
    return { ts, volume, ...readPrices(cells, line) };
  };
  return { readRow, withVolume: volumeAt >= 0 };
}

type ReadPrices = (cells: readonly string[], line: number) => Pick<Row, 'prices' | 'bid' | 'ask'>;

function plainPrices(header: readonly string[]): ReadPrices {
  const at = [OPEN_NAMES, HIGH_NAMES, LOW_NAMES, CLOSE_NAMES].map((names) => requiredColumn(header, names));
  return (cells, line) => ({ prices: pricesOf(cells, at, '', line), bid: Number.NaN, ask: Number.NaN });
}

function quotePrices(header: readonly string[]): ReadPrices {
  const names = ['open', 'high', 'low', 'close'];
  const bidAt = names.map((name) => requiredColumn(header, [`bid_${name}`]));
  const askAt = names.map((name) => requiredColumn(header, [`ask_${name}`]));
  return (cells, line) => {
    const bid = pricesOf(cells, bidAt, 'bid_', line);
    const ask = pricesOf(cells, askAt, 'ask_', line);
    const prices = bid.map((price, index) => mid(price, ask[index] as number)) as Prices;
    return { prices, bid: bid[3], ask: ask[3] };
  };
}

/** Eight decimals: halves of quoted decimals, without the dust of binary fractions. */
function mid(bid: number, ask: number): number {
  return Math.round(((bid + ask) / 2) * 1e8) / 1e8;
}

function pricesOf(cells: readonly string[], at: readonly number[], prefix: string, line: number): Prices {
  const open = priceCell(cells[at[0] as number], `${prefix}open`, line);
  const high = priceCell(cells[at[1] as number], `${prefix}high`, line);
  const low = priceCell(cells[at[2] as number], `${prefix}low`, line);
  const close = priceCell(cells[at[3] as number], `${prefix}close`, line);
  if (high < low) throw new FileFault(line, `${prefix}high ${high} is below ${prefix}low ${low}`);
  if (high < open || high < close) throw new FileFault(line, `${prefix}high ${high} is below the open or the close`);
  if (low > open || low > close) throw new FileFault(line, `${prefix}low ${low} is above the open or the close`);
  return [open, high, low, close];
}

/** True for the row before once more. Throws FileFault when the row is earlier, or another one for the same time. */
function isDuplicate(columns: CandleColumns, row: Row, line: number): boolean {
  if (columns.size === 0) return false;
  const last = columns.size - 1;
  const before = columns.at(last, 'ts');
  if (row.ts > before) return false;
  if (row.ts < before) throw new FileFault(line, `the row is out of order: ${row.ts} comes after ${before}`);
  const figures = [...row.prices, row.volume, row.bid, row.ask];
  const names = ['open', 'high', 'low', 'close', 'volume', 'bid', 'ask'] as const;
  if (names.every((name, index) => Object.is(columns.at(last, name), figures[index]))) return true;
  throw new FileFault(line, `two different rows for the time ${row.ts}`);
}

/** Tells a bad print from a real jump: a far price is suspect until the row after it stays near it. */
class PriceJudge {
  private accepted = Number.NaN;
  private doubted = Number.NaN;

  isAbsurd(prices: Prices): boolean {
    const close = prices[3];
    const plausible = Number.isNaN(this.accepted) || near(prices, this.accepted) || near(prices, this.doubted);
    if (plausible) {
      this.accepted = close;
      this.doubted = Number.NaN;
    } else this.doubted = close;
    return !plausible;
  }
}

function near(prices: Prices, level: number): boolean {
  return prices.every((price) => Math.abs(price - level) <= ABSURD * level);
}

/** The longest timeframe that fits between the two closest rows; 1m for a single row. */
function stepOf(ts: Float64Array, lines: readonly number[]): Timeframe {
  let closest = ts.length > 1 ? Number.POSITIVE_INFINITY : timeframeMs('1m');
  let where = 0;
  for (let index = 1; index < ts.length; index += 1) {
    const distance = (ts[index] as number) - (ts[index - 1] as number);
    if (distance < closest) {
      closest = distance;
      where = index;
    }
  }
  const step = TIMEFRAMES.filter((one) => timeframeMs(one) <= closest).at(-1);
  if (step === undefined) throw new FileFault(lines[where] ?? 0, 'the row is less than a minute after the one before');
  return step;
}

function gapsOf(ts: Float64Array, step: number): TapeGap[] {
  const gaps: TapeGap[] = [];
  for (let index = 1; index < ts.length; index += 1) {
    const before = ts[index - 1] as number;
    const to = ts[index] as number;
    const missing = Math.round((to - before) / step) - 1;
    if (missing > 0) gaps.push({ from: before + step, to, missing });
  }
  return gaps;
}

function firstRowOf({ ts, open, high, low, close, volume }: BaseCandles): string {
  return canonicalJson([ts, open, high, low, close, volume].map((column) => column[0] as number));
}
