import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIsoTime } from './isoTime';
import { tidySum } from './sum';
import { unknownInstrument } from './unknownInstrument';

describe('ISO times', () => {
  it.each([
    ['2021-02-19T00:00:00Z', 1_613_692_800_000],
    ['2021-02-19 00:00', 1_613_692_800_000],
    ['2021-02-19', 1_613_692_800_000],
    ['2021-02-19T01:00:00+01:00', 1_613_692_800_000],
    ['2021-02-18T19:30:00.250-0430', 1_613_692_800_250],
    ['2020-02-29T00:00:00+00:00', 1_582_934_400_000],
  ])('[MKT13] %s', (text, expected) => {
    expect(parseIsoTime(text)).toBe(expected);
  });

  it.each(['2021-02-29', '2021-13-01', '2021-00-10', '2021-01-01T24:00', '2021-01-01T10:60', '19/02/2021', 'yesterday', ''])(
    '[MKT13] %j is no time',
    (text) => {
      expect(parseIsoTime(text)).toBeNull();
    },
  );

  it('[MKT13] reads back whatever time was written', () => {
    const time = fc.date({ min: new Date(0), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(fc.property(time, (at) => parseIsoTime(at.toISOString()) === at.getTime()));
  });
});

describe('sums of volumes', () => {
  it('[MKT5] are the decimals they stand for', () => {
    expect(tidySum(0.1 + 0.2)).toBe(0.3);
    expect(tidySum(1e-9 + 2e-9)).toBe(3e-9);
    expect(tidySum(123_456_789_012.25)).toBe(123_456_789_012.25);
    expect(tidySum(0)).toBe(0);
  });

  it('[MKT5] are found again when the last bit of the sum is off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e15 }), fc.constantFrom(-1, 0, 1), (units, bit) => {
        const exact = units / 1e8;
        expect(tidySum(exact * (1 + bit * Number.EPSILON))).toBe(exact);
      }),
    );
  });
});

describe('instruments no catalogue knows', () => {
  it('[MKT12] are forex where the name is made of two currencies', () => {
    expect(unknownInstrument('AUDCAD')).toMatchObject({ class: 'forex', currencies: ['AUD', 'CAD'], hasVolume: false });
    expect(unknownInstrument('PEPEUSDT')).toMatchObject({ class: 'crypto', base: 'PEPE', quote: 'USDT', currencies: ['USD'] });
    expect(unknownInstrument('XRPETH')).toMatchObject({ class: 'crypto', currencies: [], venueSymbols: {} });
  });
});
