import { plausibleTime, toldAfter } from './schema';

/** What `scan` found: nothing it is sure of, a trade, or a quote. */
export const SCANNED = { none: 0, trade: 1, quote: 2 } as const;

/** Text of four bytes and more to be met in a frame, four bytes at a time; the last four overlap the ones before where the length is odd. */
interface Pattern {
  readonly length: number;
  readonly first: number;
  readonly middle: Int32Array;
  readonly last: number;
}

function bytes(text: string): Pattern {
  const codes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const view = new DataView(codes.buffer);
  const middle = Int32Array.from({ length: ((codes.length - 1) >> 2) - 1 }, (_, index) => view.getInt32(4 + index * 4, true));
  return { length: codes.length, first: view.getInt32(0, true), middle, last: view.getInt32(codes.length - 4, true) };
}

/** What the frames of one symbol are made of, from its name in the stream on: few long texts are met faster than many short ones. */
interface SymbolWords {
  readonly trade: Pattern;
  readonly tradeSymbol: Pattern;
  readonly quote: Pattern;
  readonly quoteSymbol: Pattern;
}

function wordsOf(symbol: string): SymbolWords {
  const name = symbol.toLowerCase();
  return {
    trade: bytes(`${name}@trade","data":{"e":"trade","E":`),
    tradeSymbol: bytes(`,"s":"${symbol}","t":`),
    quote: bytes(`${name}@bookTicker","data":{"u":`),
    quoteSymbol: bytes(`,"s":"${symbol}","b":"`),
  };
}

const STREAM = bytes('{"stream":"');
const TRADE_PRICE = bytes(',"p":"');
const TRADE_AMOUNT = bytes('","q":"');
const TRADE_BUYER = bytes('","b":');
const TRADE_SELLER = bytes(',"a":');
const TRADE_TIME = bytes(',"T":');
const TRADE_TIME_QUOTED = bytes('","T":');
const TRADE_MAKER = bytes(',"m":true,"M":');
const TRADE_TAKER = bytes(',"m":false,"M":');
const TRUE_END = bytes('true}}');
const FALSE_END = bytes('false}}');
const QUOTE_BID_SIZE = bytes('","B":"');
const QUOTE_ASK = bytes('","a":"');
const QUOTE_ASK_SIZE = bytes('","A":"');
/** `"}}`, the upper three of four bytes. */
const QUOTED_END = 0x7d7d22;

const ZERO = 48;
const NINE = 57;
const DOT = 46;
const AT = 64;
const LETTER_T = 116;
const DIGITS = 0x30303030;
const SIXES = 0x06060606;
const LOW_NIBBLES = 0x0f0f0f0f;
const HIGH_NIBBLES = 0xf0f0f0f0 | 0;
const MAX_DIGITS = 15;
const POWERS = Float64Array.from({ length: 23 }, (_, power) => 10 ** power);
const TABLE = 4096;
const HASH_START = 0x811c9dc5;

/**
 * Reads the two frequent frames straight from the bytes, in exactly the form the venue writes them. Anything else, down to a
 * space or an unknown symbol, is not judged here: `scan` says `none` and the schema decides. A property test holds both to
 * the same answer. Results are fields, so that a frame costs no allocation.
 */
export class FrameScanner {
  symbol = -1;
  eventAt = 0;
  ts = 0;
  price = 0;
  amount = 0;
  tradeId = 0;
  updateId = 0;
  bid = 0;
  ask = 0;
  readonly #words: readonly SymbolWords[];
  readonly #table = new Int32Array(TABLE).fill(-1);
  #data: Uint8Array = new Uint8Array(0);
  /** The memory beneath the frames; one read of the socket holds many. */
  #view: DataView = new DataView(new ArrayBuffer(0));
  #base = 0;
  #at = 0;
  #number = 0;

  /** @param symbols the venue's words, upper case; `symbol` is an index into this list. */
  constructor(symbols: readonly string[]) {
    this.#words = symbols.map(wordsOf);
    symbols.forEach((symbol, index) => {
      const slot = hash(symbol.toLowerCase());
      // Where two symbols share a slot the first keeps it; the other is read by the schema.
      if (this.#table[slot] === -1) this.#table[slot] = index;
    });
  }

  scan(data: Uint8Array): number {
    this.#data = data;
    if (this.#view.buffer !== data.buffer) this.#view = new DataView(data.buffer);
    this.#base = data.byteOffset;
    this.#at = STREAM.length;
    if (!this.#matchAt(STREAM, 0)) return SCANNED.none;
    const at = this.#findSymbol();
    const words = this.#words[this.symbol];
    if (words === undefined) return SCANNED.none;
    return data[at + 1] === LETTER_T ? this.#trade(words) : this.#quote(words);
  }

  /** Guesses the stream's symbol from its hash and returns where the name ends; the words that follow prove or refute the guess. */
  #findSymbol(): number {
    const data = this.#data;
    const start = this.#at;
    const limit = Math.min(data.length, start + 33);
    let value = HASH_START;
    let end = start;
    for (let byte = data[end]; end < limit && byte !== undefined && byte !== AT; byte = data[end]) {
      value = mix(value, byte);
      end += 1;
    }
    this.symbol = end === limit ? -1 : (this.#table[fold(value)] ?? -1);
    return end;
  }

  #trade(words: SymbolWords): number {
    if (!this.#skip(words.trade) || !this.#integer()) return SCANNED.none;
    this.eventAt = this.#number;
    if (!this.#skip(words.tradeSymbol) || !this.#integer()) return SCANNED.none;
    this.tradeId = this.#number;
    if (!this.#skip(TRADE_PRICE) || !this.#decimal()) return SCANNED.none;
    this.price = this.#number;
    if (!this.#skip(TRADE_AMOUNT) || !this.#decimal()) return SCANNED.none;
    this.amount = this.#number;
    if (!this.#skipOrderIds() || !this.#integer()) return SCANNED.none;
    this.ts = this.#number;
    if (!this.#skip(TRADE_MAKER) && !this.#skip(TRADE_TAKER)) return SCANNED.none;
    if (!this.#skip(TRUE_END) && !this.#skip(FALSE_END)) return SCANNED.none;
    if (this.#at !== this.#data.length) return SCANNED.none;
    const timed = plausibleTime(this.ts) && plausibleTime(this.eventAt) && toldAfter(this.ts, this.eventAt);
    const sound = this.price > 0 && this.amount > 0 && timed;
    return sound ? SCANNED.trade : SCANNED.none;
  }

  /** Older servers name the two orders between the amount and the time. */
  #skipOrderIds(): boolean {
    if (this.#skip(TRADE_TIME_QUOTED)) return true;
    return this.#skip(TRADE_BUYER) && this.#integer() && this.#skip(TRADE_SELLER) && this.#integer() && this.#skip(TRADE_TIME);
  }

  #quote(words: SymbolWords): number {
    if (!this.#skip(words.quote) || !this.#integer()) return SCANNED.none;
    this.updateId = this.#number;
    if (!this.#skip(words.quoteSymbol) || !this.#decimal()) return SCANNED.none;
    this.bid = this.#number;
    if (!this.#skip(QUOTE_BID_SIZE) || !this.#decimal() || !this.#skip(QUOTE_ASK) || !this.#decimal()) return SCANNED.none;
    this.ask = this.#number;
    if (!this.#skip(QUOTE_ASK_SIZE) || !this.#decimal() || !this.#endsQuoted()) return SCANNED.none;
    return this.bid > 0 && this.ask > 0 ? SCANNED.quote : SCANNED.none;
  }

  #matchAt({ length, first, middle, last }: Pattern, from: number): boolean {
    if (from + length > this.#data.length) return false;
    const view = this.#view;
    let at = this.#base + from;
    if (view.getInt32(at, true) !== first || view.getInt32(at + length - 4, true) !== last) return false;
    for (let index = 0; index < middle.length; index += 1) {
      at += 4;
      if (view.getInt32(at, true) !== middle[index]) return false;
    }
    return true;
  }

  #skip(wanted: Pattern): boolean {
    if (!this.#matchAt(wanted, this.#at)) return false;
    this.#at += wanted.length;
    return true;
  }

  #endsQuoted(): boolean {
    const end = this.#at + 3;
    return end === this.#data.length && this.#view.getInt32(this.#base + end - 4, true) >>> 8 === QUOTED_END;
  }

  /** A JSON integer of at most 15 digits, so that it is exact. */
  #integer(): boolean {
    const data = this.#data;
    const start = this.#at;
    let value = 0;
    let index = start;
    for (let four = this.#four(index); four >= 0; four = this.#four(index)) {
      value = value * 10_000 + four;
      index += 4;
    }
    for (let digit = data[index] ?? 0; digit >= ZERO && digit <= NINE; digit = data[index] ?? 0) {
      value = value * 10 + (digit - ZERO);
      index += 1;
    }
    const digits = index - start;
    if (digits === 0 || digits > MAX_DIGITS || (digits > 1 && data[start] === ZERO)) return false;
    this.#number = value;
    this.#at = index;
    return true;
  }

  /** The four digits at `index` as a number, or -1: all four bytes at once (SWAR, after D. Lemire, "Quickly parsing eight digits", 2018). */
  #four(index: number): number {
    if (index + 4 > this.#data.length) return -1;
    const word = this.#view.getInt32(this.#base + index, true);
    if ((word & HIGH_NIBBLES) !== DIGITS || ((word + SIXES) & HIGH_NIBBLES) !== DIGITS) return -1;
    const pairs = (Math.imul(word & LOW_NIBBLES, 2561) >>> 8) & 0x00ff00ff;
    return Math.imul(pairs, 6553601) >>> 16;
  }

  /** The usual form, eight places: one exact division. False, with nothing consumed, for any other. */
  #eightPlaces(start: number): boolean {
    const high = this.#four(start);
    const low = this.#four(start + 4);
    const next = this.#data[start + 8] ?? 0;
    if (high < 0 || low < 0 || (next >= ZERO && next <= NINE)) return false;
    const mantissa = this.#number * 1e8 + high * 10_000 + low;
    if (mantissa > Number.MAX_SAFE_INTEGER) return false;
    this.#number = mantissa / 1e8;
    this.#at = start + 8;
    return true;
  }

  /**
   * Decimal text of at most 15 significant digits: then mantissa and power of ten are both exact and one division rounds as
   * the text's own conversion does (W. D. Clinger, "How to read floating point numbers accurately", 1990).
   */
  #decimal(): boolean {
    if (!this.#integer()) return false;
    const data = this.#data;
    if (data[this.#at] !== DOT) return true;
    const start = this.#at + 1;
    if (this.#eightPlaces(start)) return true;
    let mantissa = this.#number;
    let scale = 0;
    let index = start;
    for (let digit = data[index] ?? 0; digit >= ZERO && digit <= NINE; digit = data[index] ?? 0) {
      index += 1;
      if (digit === ZERO) continue;
      const power = index - start - scale;
      if (power > MAX_DIGITS) return false;
      mantissa = mantissa * (POWERS[power] ?? 1) + (digit - ZERO);
      scale = index - start;
      if (mantissa >= 1e15 || scale > MAX_DIGITS + 7) return false;
    }
    if (index === start || index - start > 24) return false;
    this.#number = mantissa / (POWERS[scale] ?? 1);
    this.#at = index;
    return true;
  }
}

/** One step of FNV-1a. */
function mix(value: number, byte: number): number {
  return Math.imul(value ^ byte, 0x01000193);
}

/** A hash's place in the table. */
function fold(value: number): number {
  return ((value >>> 16) ^ value) & (TABLE - 1);
}

function hash(name: string): number {
  let value = HASH_START;
  for (let index = 0; index < name.length; index += 1) value = mix(value, name.charCodeAt(index));
  return fold(value);
}
