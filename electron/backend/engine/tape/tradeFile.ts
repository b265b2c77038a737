import { canonicalJson } from '../../../../shared/base/canonical';
import { DAY, MINUTE } from '../../../../shared/base/time';
import { CandleBuilder } from '../candles';
import { PriceGuard } from '../plausibility';
import { AMOUNT_NAMES, columnIndex, PRICE_NAMES, requiredColumn, TIME_NAMES, TRADE_ID_NAMES } from './columnNames';
import { FileFault } from './fileFault';
import { decimalCell, priceCell, readTable, unpack } from './table';
import { CandleColumns, type Tape, type TapeNote } from './tape';
import { TimeCells } from './timeCell';

/** A tape of trades is continuous: every minute of a longer silence would become a quiet candle. */
const LONGEST_SILENCE = 366 * DAY;

interface Trade {
  readonly ts: number;
  readonly price: number;
  readonly amount: number;
  readonly id: string | null;
}

/**
 * Reads a file of trades, `ts,price,amount` with an optional id, plain or gzip, and builds its 1m candles; minutes
 * without a trade inside the tape are quiet. The whole file is checked. Throws FileFault with the first line that cannot
 * be accepted.
 */
export function readTradeFile(bytes: Uint8Array): Tape {
  const tape = new TradeTape();
  readTable(unpack(bytes), (header) => {
    const readRow = rowReader(header);
    const twins = header[columnIndex(header, TRADE_ID_NAMES)] === undefined ? new TwinRows() : new TwinIds();
    return (cells, line) => {
      const trade = readRow(cells, line);
      tape.refuseDisorder(trade.ts, line);
      if (twins.isDuplicate(trade, cells, line)) tape.duplicates += 1;
      else tape.add(trade, line);
    };
  });
  return tape.done();
}

function rowReader(header: readonly string[]): (cells: readonly string[], line: number) => Trade {
  const time = requiredColumn(header, TIME_NAMES);
  const priceAt = requiredColumn(header, PRICE_NAMES);
  const amountAt = requiredColumn(header, AMOUNT_NAMES);
  const idAt = columnIndex(header, TRADE_ID_NAMES);
  const times = new TimeCells();
  return (cells, line) => {
    const ts = times.read(cells[time], line);
    const price = priceCell(cells[priceAt], 'price', line);
    const amount = decimalCell(cells[amountAt], 'amount', line);
    if (amount <= 0) throw new FileFault(line, 'amount must be above zero');
    const id = idAt < 0 ? null : (cells[idAt] ?? '');
    if (id === '') throw new FileFault(line, 'the trade id is empty');
    return { ts, price, amount, id };
  };
}

interface Twins {
  /** Throws FileFault for another trade under a known id. */
  isDuplicate(trade: Trade, cells: readonly string[], line: number): boolean;
}

/** Where trades have ids, the id says which are the same. */
class TwinIds implements Twins {
  private readonly seen = new Map<string, string>();

  isDuplicate({ id, ts, price, amount }: Trade, _cells: readonly string[], line: number): boolean {
    const content = `${ts} ${price} ${amount}`;
    const before = this.seen.get(id ?? '');
    if (before === undefined) this.seen.set(id ?? '', content);
    else if (before !== content) throw new FileFault(line, `two different rows for the trade id ${id}`);
    return before !== undefined;
  }
}

/** Without ids a row is a duplicate when all of it was there before at the same time. */
class TwinRows implements Twins {
  private ts = -1;
  private readonly rows = new Set<string>();

  isDuplicate({ ts }: Trade, cells: readonly string[]): boolean {
    if (ts !== this.ts) this.rows.clear();
    this.ts = ts;
    const row = cells.join('\u0000');
    if (this.rows.has(row)) return true;
    this.rows.add(row);
    return false;
  }
}

class TradeTape {
  duplicates = 0;
  private readonly columns = new CandleColumns();
  private readonly guard = new PriceGuard();
  private readonly notes: TapeNote[] = [];
  private readonly builder = new CandleBuilder(MINUTE, (ts, open, high, low, close, volume, quality) =>
    this.columns.add(ts, open, high, low, close, volume, quality, Number.NaN, Number.NaN),
  );
  private rows = 0;
  private lastTs = -1;
  private firstRow = '';

  refuseDisorder(ts: number, line: number): void {
    if (ts < this.lastTs) throw new FileFault(line, `the row is out of order: ${ts} comes after ${this.lastTs}`);
    if (this.lastTs >= 0 && ts - this.lastTs > LONGEST_SILENCE)
      throw new FileFault(line, `the time is impossible: ${ts} is more than a year after ${this.lastTs}`);
    this.lastTs = ts;
  }

  add(trade: Trade, line: number): void {
    if (this.rows === 0) this.firstRow = canonicalJson([trade.ts, trade.price, trade.amount]);
    this.rows += 1;
    if (this.guard.accepts(trade.price)) this.fold(trade);
    else {
      this.notes.push({ line, text: 'price more than 20 % from the last accepted one: kept out of the candles until confirmed' });
      for (const confirmed of this.guard.doubt(trade)) this.fold(confirmed);
    }
  }

  private fold(trade: Pick<Trade, 'ts' | 'price' | 'amount'>): void {
    this.builder.push(trade.ts, trade.price, trade.amount, null);
  }

  done(): Tape {
    if (this.rows === 0) throw new FileFault(1, 'there is no row after the header');
    this.builder.finish();
    if (this.duplicates > 0) this.notes.push({ line: 0, text: `${this.duplicates} identical duplicate row(s) dropped` });
    if (this.builder.tooLate > 0)
      this.notes.push({ line: 0, text: `${this.builder.tooLate} trade(s) confirmed after their minute had closed` });
    return {
      kind: 'trades',
      candles: this.columns.done(),
      baseTimeframe: '1m',
      unfinished: 1,
      rows: this.rows,
      gaps: [],
      hasVolume: true,
      firstRow: this.firstRow,
      notes: this.notes,
    };
  }
}
