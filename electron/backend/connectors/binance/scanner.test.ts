import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameScanner, SCANNED } from './scanner';
import { readFrame } from './schema';

const SYMBOLS = ['BTCUSDT', 'ETHUSDT', '1INCHUSDT', 'XRPETH'];
const scanner = new FrameScanner(SYMBOLS);

/** What the scanner says, in the words of the schema; null when it leaves the frame to the schema. */
function scanned(frame: Buffer): object | null {
  const found = scanner.scan(frame);
  const symbol = SYMBOLS[scanner.symbol];
  if (found === SCANNED.trade) {
    const { eventAt, ts, price, amount, tradeId } = scanner;
    return { kind: 'trade', symbol, eventAt, ts, price, amount, tradeId };
  }
  if (found === SCANNED.quote) return { kind: 'quote', symbol, updateId: scanner.updateId, bid: scanner.bid, ask: scanner.ask };
  return null;
}

const time = fc.integer({ min: Date.UTC(2017, 0, 1), max: Date.UTC(2040, 0, 1) });
const id = fc.integer({ min: 0, max: 999_999_999_999 });
const symbol = fc.constantFrom(...SYMBOLS);
/** As the venue writes them: eight decimals, and the odd other form. */
const decimal = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 99_999_999 })).map(venueDecimal),
  },
  { weight: 1, arbitrary: fc.double({ min: 1e-8, max: 1e9, noNaN: true }).map((value) => value.toFixed(12)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('0', '1', '0.1', '007', '1.', '.5', '-1.0', 'NaN', '1e5', '0.00000000', '123456789012345678.9'),
  },
);

function venueDecimal([whole, fraction]: [number, number]): string {
  return `${whole}.${String(fraction).padStart(8, '0')}`;
}

const trade = fc
  .record({
    symbol,
    E: time,
    t: id,
    p: decimal,
    q: decimal,
    delay: fc.integer({ min: -70_000, max: 5_000_000 }),
    m: fc.boolean(),
    orders: fc.boolean(),
  })
  .map(({ symbol: s, E, t, p, q, delay, m, orders }) => {
    const T = E - delay;
    const ids = orders ? `"b":${t + 7},"a":${t + 9},` : '';
    return `{"stream":"${s.toLowerCase()}@trade","data":{"e":"trade","E":${E},"s":"${s}","t":${t},"p":"${p}","q":"${q}",${ids}"T":${T},"m":${m},"M":true}}`;
  });

const quote = fc.record({ symbol, u: id, b: decimal, B: decimal, a: decimal, A: decimal }).map(({ symbol: s, u, b, B, a, A }) => {
  const stream = `${s.toLowerCase()}@bookTicker`;
  return `{"stream":"${stream}","data":{"u":${u},"s":"${s}","b":"${b}","B":"${B}","a":"${a}","A":"${A}"}}`;
});

const frame = fc.oneof(trade, quote);

/** One to three bytes removed, doubled, replaced or swapped with what matters in JSON. */
const mutated = fc
  .tuple(
    frame,
    fc.array(fc.record({ at: fc.nat(400), how: fc.nat(3), byte: fc.constantFrom(...'0123456789.-"{}:, eEtTmM\u00e9') }), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([text, changes]) =>
    changes.reduce((current, { at, how, byte }) => {
      const place = at % current.length;
      const rest = current.slice(place + 1);
      const middle = [byte, '', `${current[place]}${current[place]}`, `${byte}${current[place]}`][how];
      return current.slice(0, place) + middle + rest;
    }, text),
  );

/** Whole fields changing places or coming twice: valid JSON in an order that the venue does not use. */
const shuffled = fc.tuple(frame, fc.nat(6), fc.nat(6)).map(([text, a, b]) => {
  const parts = text.split(',');
  const [from, to] = [a % parts.length, b % parts.length];
  [parts[from], parts[to]] = [parts[to] ?? '', parts[from] ?? ''];
  return parts.join(',');
});

describe('the byte scanner and the schema', () => {
  const agree = (text: string): void => {
    const fast = scanned(Buffer.from(text));
    if (fast !== null) expect(fast).toEqual(readFrame(text));
  };

  it('agree on every frame as the venue writes it', () => {
    fc.assert(fc.property(frame, agree), { numRuns: 4000 });
  });

  it('agree on every damaged frame, or the scanner leaves it to the schema', () => {
    fc.assert(fc.property(mutated, agree), { numRuns: 8000 });
    fc.assert(fc.property(shuffled, agree), { numRuns: 3000 });
  });

  it('agree on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => agree(Buffer.from(bytes).toString('latin1'))),
      { numRuns: 2000 },
    );
  });

  it('the scanner does take what the venue sends, so that the fast path is a path', () => {
    const usual = fc.tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 0, max: 99_999_999 })).map(venueDecimal);
    fc.assert(
      fc.property(usual, usual, symbol, time, id, (p, q, s, T, t) => {
        const text = `{"stream":"${s.toLowerCase()}@trade","data":{"e":"trade","E":${T},"s":"${s}","t":${t},"p":"${p}","q":"${q}","T":${T},"m":false,"M":true}}`;
        expect(scanned(Buffer.from(text))).toEqual(readFrame(text));
        expect(scanned(Buffer.from(text))).not.toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it('the scanner leaves unknown symbols, cut frames and trailing bytes to the schema', () => {
    const [whole] = fc.sample(trade, { numRuns: 1, seed: 3 });
    const text = (whole ?? '').replace(/"[pq]":"[^"]*"/g, (field) => `${field.slice(0, 5)}1.50000000"`);
    expect(scanned(Buffer.from(text))).not.toBeNull();
    for (let length = 0; length < text.length; length += 1) expect(scanned(Buffer.from(text.slice(0, length)))).toBeNull();
    expect(scanned(Buffer.from(`${text} `))).toBeNull();
    expect(scanned(Buffer.from(text.replaceAll(/btcusdt|ethusdt|1inchusdt|xrpeth/gi, 'FOOBAR')))).toBeNull();
  });
});
