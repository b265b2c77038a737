import { gunzipSync } from 'node:zlib';
import { CsvError, type Options, parse as parseStream } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { nextTurn } from '../../kit/turn';
import { FileFault } from './fileFault';

/** Called with the header's cells, lower-cased; returns what to do with each row after it and its line (header = 1). */
export type ReadHeader = (names: readonly string[]) => (cells: readonly string[], line: number) => void;

/** The text of a file, unpacked when it is gzip by content. Throws FileFault when it is empty or cannot be unpacked. */
export function unpack(bytes: Uint8Array): Uint8Array {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes) : bytes;
  if (plain.length === 0) throw new FileFault(0, 'the file is empty', 'empty');
  return plain;
}

function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new FileFault(0, `not a readable gzip file (${error instanceof Error ? error.message : 'unknown fault'})`, 'gzip');
  }
}

/**
 * Reads comma (or, by its header, semicolon or tab) separated text row by row, with the real line numbers of the file.
 * Blank lines are accepted at the end only. Throws FileFault on broken quoting, text that is not UTF-8, a row with another
 * number of cells than the header, and whatever `readHeader` throws.
 */
export function readTable(bytes: Uint8Array, readHeader: ReadHeader): void {
  refuseOtherEncodings(bytes);
  const table = new TableReader(readHeader);
  try {
    parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), optionsFor(bytes, table));
  } catch (error) {
    throw faultOf(error, table);
  }
  table.end();
}

/** Bytes read before other work gets its turn: two or three milliseconds. */
const PIECE = 32 * 1024;

/** The same, with other work in between: for a program that has more to do than to read. */
export async function readTableInPieces(bytes: Uint8Array, readHeader: ReadHeader): Promise<void> {
  refuseOtherEncodings(bytes);
  const table = new TableReader(readHeader);
  const parser = parseStream(optionsFor(bytes, table));
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  parser.once('error', (error) => failed.reject(faultOf(error, table)));
  const ended = new Promise<void>((done) => void parser.once('end', done));
  parser.resume();
  for (let from = 0; from < bytes.length; from += PIECE) {
    parser.write(bytes.subarray(from, from + PIECE));
    await Promise.race([nextTurn(), failed.promise]);
  }
  parser.end();
  await Promise.race([ended, failed.promise]);
  table.end();
}

function optionsFor(bytes: Uint8Array, table: TableReader): Options {
  return {
    bom: true,
    trim: true,
    delimiter: delimiterOf(bytes),
    relax_column_count: true,
    on_record: (cells: string[]) => {
      table.record(cells);
      return null;
    },
  };
}

function faultOf(error: unknown, table: TableReader): unknown {
  return error instanceof CsvError ? new FileFault(table.nextLine, csvReason(error), 'quoting') : error;
}

class TableReader {
  private width = 0;
  private line = 0;
  private blankLine = 0;
  private readRow: ReturnType<ReadHeader> | null = null;

  constructor(private readonly readHeader: ReadHeader) {}

  record(cells: readonly string[]): void {
    const line = this.line + 1;
    this.line = line + lineBreaks(cells);
    if (cells.length === 1 && cells[0] === '') {
      if (this.blankLine === 0) this.blankLine = line;
      return;
    }
    if (this.blankLine > 0) throw new FileFault(this.blankLine, 'the line is blank', 'blank-line');
    if (this.readRow === null) this.header(cells);
    else if (cells.length !== this.width)
      throw new FileFault(
        line,
        `the row has ${cells.length} cells, the header ${this.width}`,
        'row-length',
        `${cells.length}/${this.width}`,
      );
    else this.readRow(cells, line);
  }

  private header(cells: readonly string[]): void {
    const names = cells.map((name) => name.toLowerCase());
    const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
    if (twice !== undefined) throw new FileFault(1, `the header names the column ${quoted(twice)} twice`, 'column-twice', twice);
    this.width = names.length;
    this.readRow = this.readHeader(names);
  }

  /** Where the record begins that the parser could not finish. */
  get nextLine(): number {
    return this.line + 1;
  }

  end(): void {
    if (this.readRow === null) throw new FileFault(0, 'the file is empty', 'empty');
  }
}

/** Line breaks inside quoted cells. The parser's own count takes CRLF for two there. */
function lineBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) if (/[\r\n]/.test(cell)) breaks += cell.split(/\r\n|\r|\n/).length - 1;
  return breaks;
}

function refuseOtherEncodings(bytes: Uint8Array): void {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileFault(0, 'the file is not UTF-8 text', 'not-text');
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw new FileFault(lineAt(bytes, zero), 'the line holds a zero byte', 'not-text');
}

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let index = 0; index < offset; index += 1) if (bytes[index] === 0x0a) line += 1;
  return line;
}

function delimiterOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0x0a);
  const header = new TextDecoder().decode(bytes.subarray(0, end < 0 ? bytes.length : end));
  return [',', ';', '\t'].find((one) => header.includes(one)) ?? ',';
}

function csvReason(error: CsvError): string {
  return error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quoted cell is not closed' : 'the quoting is broken';
}

/** A piece of the file in a message: short and on one line. */
export function quoted(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return JSON.stringify(short);
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Beyond every market; what is nearer can be summed up without leaving the finite numbers. */
const LARGEST = 1e18;

/** A finite decimal number. Throws FileFault naming the column. */
export function decimalCell(text: string | undefined, column: string, line: number): number {
  if (text === undefined || text === '') throw new FileFault(line, `${column} is empty`);
  const value = Number(text);
  if (!Number.isFinite(value)) throw new FileFault(line, `${column} is not a finite number: ${quoted(text)}`);
  if (Math.abs(value) > LARGEST) throw new FileFault(line, `${column} is beyond any market: ${quoted(text)}`);
  if (!DECIMAL.test(text)) throw new FileFault(line, `${column} is not a decimal number: ${quoted(text)}`);
  return value;
}

/** A price: finite and above zero. */
export function priceCell(text: string | undefined, column: string, line: number): number {
  const value = decimalCell(text, column, line);
  if (value <= 0) throw new FileFault(line, `${column} must be above zero, it is ${quoted(text ?? '')}`);
  return value;
}
