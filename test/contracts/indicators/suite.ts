import { assert, integer, property, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BarColumns, Indicator } from '../../../shared/features/signals/indicators/indicator';
import { runIndicator, sliceBars, walkingBars } from '../../builders/bars';

const LENGTH = 400;
const BARS = walkingBars(LENGTH, 7);

/** Index of the first row where two columns differ (NaN equals NaN, 0 does not equal -0), or -1. */
function firstDifference(actual: Float64Array, expected: Float64Array): number {
  if (actual.length !== expected.length) return Math.min(actual.length, expected.length);
  return actual.findIndex((value, i) => !Object.is(value, expected[i]));
}

function expectSame(actual: readonly Float64Array[], expected: readonly Float64Array[], what: string): void {
  expect(actual.length, `${what}: number of columns`).toBe(expected.length);
  actual.forEach((values, k) => {
    expect(firstDifference(values, expected[k] ?? new Float64Array()), `${what}: column ${k} first differs at row`).toBe(-1);
  });
}

/** The laws that every indicator obeys; `make` gives a new instance. */
export function describeIndicator(make: () => Indicator): void {
  const { name } = make();
  describe(name, () => {
    describeValues(make);
    describeState(make);
  });
}

function describeValues(make: () => Indicator): void {
  it('[IND1] each output is NaN, then a number; the slowest becomes one exactly at warmUp', () => {
    const indicator = make();
    const firsts = runIndicator(indicator, BARS).map((values) => {
      const first = values.findIndex((value) => Number.isFinite(value));
      expect(values.subarray(0, first).every(Number.isNaN), 'NaN before its first value').toBe(true);
      expect(values.subarray(first).every(Number.isFinite), 'a number from then on').toBe(true);
      return first;
    });
    expect(firsts.length).toBe(indicator.outputs.length);
    expect(Math.max(...firsts)).toBe(indicator.warmUp);
  });

  it('[IND3] any cuts give the same values, one bar at a time included', () => {
    const whole = runIndicator(make(), BARS);
    const each = Array.from({ length: LENGTH - 1 }, (_, i) => i + 1);
    expectSame(runIndicator(make(), BARS, each), whole, 'one by one');
    const cuts = uniqueArray(integer({ min: 0, max: LENGTH }), { maxLength: 12 }).map((list) => list.toSorted((a, b) => a - b));
    assert(
      property(cuts, (at) => expectSame(runIndicator(make(), BARS, at), whole, `cut at ${at}`)),
      { numRuns: 60 },
    );
  });

  it('[IND4] the values of a tape cut short are the beginning of the values of the whole', () => {
    const whole = runIndicator(make(), BARS);
    assert(
      property(integer({ min: 0, max: LENGTH }), (to) => {
        const cut = runIndicator(make(), sliceBars(BARS, 0, to));
        expectSame(
          cut,
          whole.map((values) => values.slice(0, to)),
          `cut at ${to}`,
        );
      }),
      { numRuns: 40 },
    );
  });
}

function describeState(make: () => Indicator): void {
  it('[IND2] reset forgets whatever the state held', () => {
    const indicator = make();
    const state = new Float64Array(indicator.stateSize).fill(123.456);
    const out = indicator.outputs.map(() => new Float64Array(LENGTH));
    indicator.reset(state, 0);
    indicator.run(state, 0, walkingBars(LENGTH, 99), 0, LENGTH, out);
    indicator.reset(state, 0);
    indicator.run(state, 0, BARS, 0, LENGTH, out);
    expectSame(out, runIndicator(make(), BARS), 'after reset');
  });

  it('[IND5] a copied state resumes elsewhere with the same values and the same state', () => {
    const whole = runIndicator(make(), BARS);
    assert(
      property(integer({ min: 0, max: LENGTH }), integer({ min: 0, max: 9 }), (cut, offset) => {
        const first = make();
        const state = new Float64Array(first.stateSize);
        const out = first.outputs.map(() => new Float64Array(LENGTH));
        first.reset(state, 0);
        first.run(state, 0, BARS, 0, cut, out);
        const second = make();
        const elsewhere = new Float64Array(offset + second.stateSize);
        elsewhere.set(state, offset);
        second.run(elsewhere, offset, BARS, cut, LENGTH, out);
        first.run(state, 0, BARS, cut, LENGTH, out);
        expectSame(out, whole, `resumed at ${cut}`);
        expectSame([elsewhere.slice(offset)], [state], 'state after resuming');
      }),
      { numRuns: 40 },
    );
  });

  it('[IND6] run touches only its own state and rows, and no bar', () => {
    const indicator = make();
    const state = new Float64Array(indicator.stateSize + 10).fill(-7);
    const out = indicator.outputs.map(() => new Float64Array(LENGTH).fill(-7));
    const before = sliceBars(BARS, 0, LENGTH);
    indicator.reset(state, 5);
    indicator.run(state, 5, BARS, 0, 100, out);
    indicator.run(state, 5, BARS, 100, 100, out);
    expect([...state.slice(0, 5), ...state.slice(5 + indicator.stateSize)], 'state around its own').toEqual(Array(10).fill(-7));
    for (const values of out)
      expect(
        values.subarray(100).every((value) => value === -7),
        'rows beyond `to`',
      ).toBe(true);
    for (const key of Object.keys(before) as (keyof BarColumns)[]) {
      expect(firstDifference(BARS[key], before[key]), `bars.${key}`).toBe(-1);
    }
  });

  it('[IND6] run allocates nothing', () => {
    const indicator = make();
    const state = new Float64Array(indicator.stateSize);
    const out = indicator.outputs.map(() => new Float64Array(LENGTH));
    indicator.reset(state, 0);
    const once = () => {
      for (let i = 0; i < LENGTH; i++) indicator.run(state, 0, BARS, i, i + 1, out);
    };
    // Code that is not compiled yet keeps its numbers on the heap, and a busy machine compiles late: ask again until it has.
    let perBar = Number.POSITIVE_INFINITY;
    for (let patience = 0; patience < 60 && perBar >= 8; patience++) {
      for (let round = 0; round < 100; round++) once();
      perBar = Math.min(perBar, bytesGrown(once) / LENGTH);
    }
    expect(perBar, 'bytes a bar').toBeLessThan(8);
  });
}

/** Growth of the heap by one call of `once`, the median of several: few bars a call, so that most of them see no collection. */
function bytesGrown(once: () => void): number {
  const grown = Array.from({ length: 21 }, () => {
    const before = process.memoryUsage().heapUsed;
    once();
    return process.memoryUsage().heapUsed - before;
  });
  return grown.toSorted((a, b) => a - b)[10] ?? Number.POSITIVE_INFINITY;
}
