import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIMEFRAMES } from '../../../shared/base/time';
import { type SignalFilter, signalFilter } from '../../../shared/features/signals/contract';
import { filterOf, isFiltered, parseSignalSearch, searchOf, sortOf } from './signalSearch';

const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
const filters: fc.Arbitrary<SignalFilter> = fc.record(
  {
    text: fc.stringMatching(/^[a-z0-9]{1,20}$/),
    instruments: some(['BTCUSDT', 'ETHUSDT', 'EURUSD']),
    timeframes: some(TIMEFRAMES),
    directions: some(['long', 'short'] as const),
    strategies: some(['trend@1', 'range@2']),
    states: some(['validated', 'quarantined', 'released', 'rejected'] as const),
    open: fc.boolean(),
    from: fc.integer({ min: 1, max: 2e12 }),
    to: fc.integer({ min: 1, max: 2e12 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<SignalFilter>;

describe('the address of a filter', () => {
  it('gives back every filter that was put into it', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(filterOf(searchOf(filter))).toEqual(filter);
      }),
    );
  });

  it('always yields a filter that the contract accepts, whatever the address bar holds', () => {
    const anything = fc.dictionary(
      fc.constantFrom('q', 'tf', 'dir', 'state', 'life', 'from', 'to', 'instrument', 'sort', 'only'),
      fc.anything(),
    );
    fc.assert(fc.property(anything, (raw) => signalFilter.safeParse(filterOf(parseSignalSearch(raw))).success));
  });

  it('survives an object that cannot be made a text or a number', () => {
    const stubborn = { toString: null };
    expect(parseSignalSearch({ from: stubborn, to: stubborn, only: stubborn, q: stubborn })).toEqual({});
  });

  it('drops unknown words and keeps the known ones', () => {
    expect(parseSignalSearch({ tf: '5m,7m', dir: 'up', state: 'released,gone', life: 'maybe', sort: '-moon' })).toEqual({
      tf: '5m',
      state: 'released',
    });
  });

  it('survives the router turning a word of digits into a number', () => {
    expect(parseSignalSearch({ q: 100, from: '1700000000000' })).toEqual({ q: '100', from: 1_700_000_000_000 });
  });

  it('reads the sort and falls back to the newest first', () => {
    expect(sortOf({ sort: 'rr' })).toEqual({ key: 'rr', descending: false });
    expect(sortOf({ sort: '-edge' })).toEqual({ key: 'edge', descending: true });
    expect(sortOf({})).toEqual({ key: 'at', descending: true });
  });

  it('does not call a sort a filter', () => {
    expect(isFiltered({ sort: '-edge' })).toBe(false);
    expect(isFiltered({ life: 'open' })).toBe(true);
  });
});
