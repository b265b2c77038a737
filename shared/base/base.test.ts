import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from './canonical';
import { decodeColumns, encodeColumns, toBlob } from './columns';
import { uuid, uuidV7 } from './ids';
import { addMoney, moneyFromDecimal, moneyToDecimal, negateMoney, splitMoney } from './money';
import { bucketOpen, TIMEFRAMES, timeframeMs } from './time';

const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD');
const minor = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });

describe('money', () => {
  it('[BASE1] adds exactly and refuses two currencies', () => {
    fc.assert(
      fc.property(minor, minor, currency, (a, b, code) => {
        expect(addMoney({ minor: a, currency: code }, { minor: b, currency: code }).minor).toBe(a + b);
      }),
    );
    expect(() => addMoney({ minor: 1, currency: 'EUR' }, { minor: 1, currency: 'USD' })).toThrow(RangeError);
    expect(() => addMoney({ minor: Number.MAX_SAFE_INTEGER, currency: 'EUR' }, { minor: 1, currency: 'EUR' })).toThrow(
      RangeError,
    );
    expect(negateMoney({ minor: 0, currency: 'EUR' }).minor).toBe(0);
  });

  it('[BASE2] splits without loss', () => {
    fc.assert(
      fc.property(minor, fc.integer({ min: 1, max: 500 }), (amount, parts) => {
        const split = splitMoney({ minor: amount, currency: 'EUR' }, parts).map((part) => part.minor);
        expect(split.reduce((sum, part) => sum + part, 0)).toBe(amount);
        expect(Math.max(...split) - Math.min(...split)).toBeLessThanOrEqual(1);
      }),
    );
    expect(() => splitMoney({ minor: 1, currency: 'EUR' }, 0)).toThrow(RangeError);
  });

  it('[BASE3] round-trips through decimal text', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        const value = { minor: amount, currency: code };
        expect(moneyFromDecimal(moneyToDecimal(value), code)).toEqual(value);
      }),
    );
    expect(moneyToDecimal({ minor: -5, currency: 'EUR' })).toBe('-0.05');
    expect(moneyToDecimal({ minor: 1200, currency: 'JPY' })).toBe('1200');
    for (const text of ['1.005', '1,20', '', '1e3', '--1']) expect(() => moneyFromDecimal(text, 'EUR')).toThrow(RangeError);
  });
});

describe('canonical JSON', () => {
  it('[BASE4] ignores key order and refuses numbers that are not finite', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const entries = Object.entries(value).filter(([key]) => key !== '__proto__') as [string, Json][];
        const there = canonicalJson(Object.fromEntries(entries));
        expect(canonicalJson(Object.fromEntries(entries.toReversed()))).toBe(there);
        expect(JSON.parse(there)).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(entries))));
      }),
    );
    expect(canonicalJson({ b: 1, a: [true, null, 'é'] })).toBe('{"a":[true,null,"é"],"b":1}');
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => canonicalJson({ value })).toThrow(RangeError);
  });
});

describe('time', () => {
  it('[BASE5] puts every moment into one bucket', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), fc.constantFrom(...TIMEFRAMES), (at, timeframe) => {
        const length = timeframeMs(timeframe);
        const open = bucketOpen(at, length);
        expect(open % length).toBe(0);
        expect(open).toBeLessThanOrEqual(at);
        expect(at - open).toBeLessThan(length);
      }),
    );
  });
});

describe('columns', () => {
  const column = (size: number) => fc.array(fc.double(), { minLength: size, maxLength: size });

  it('[BASE6] round-trips to the bit, through a Blob too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40 }).chain((size) => fc.tuple(column(size), column(size))),
        async ([left, right]) => {
          const columns = { left: Float64Array.from(left), right: Float64Array.from(right) };
          const blob = toBlob(encodeColumns(['left', 'right'], columns));
          const back = decodeColumns(['right', 'left'], await blob.arrayBuffer());
          expect(new Uint8Array(back.left.slice().buffer)).toEqual(new Uint8Array(columns.left.buffer));
          expect(new Uint8Array(back.right.slice().buffer)).toEqual(new Uint8Array(columns.right.buffer));
        },
      ),
    );
  });

  it('[BASE6] refuses what is cut, foreign or uneven', () => {
    const pack = encodeColumns(['a'], { a: Float64Array.of(1, 2, 3) });
    expect(() => decodeColumns(['a'], pack.slice(0, -8))).toThrow('cut');
    expect(() => decodeColumns(['a'], pack.slice(0, 12))).toThrow('cut');
    expect(() => decodeColumns(['a'], new ArrayBuffer(64))).toThrow('not a column pack');
    expect(() => decodeColumns(['b' as 'a'], pack)).toThrow('missing');
    expect(() => encodeColumns(['a', 'b'], { a: Float64Array.of(1), b: Float64Array.of(1, 2) })).toThrow('2 rows');
  });
});

describe('ids', () => {
  it('[BASE7] sort by time and are well formed', () => {
    const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 47 }),
        fc.integer({ min: 1, max: 2 ** 40 }),
        bytes,
        bytes,
        (at, later, one, two) => {
          const first = uuidV7(at, one);
          expect(uuid.safeParse(first).success).toBe(true);
          expect(first < uuidV7(at + later, two)).toBe(true);
        },
      ),
    );
  });
});
