import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { array, assert, constantFrom, property } from 'fast-check';
import { expect, it } from 'vitest';
import { barsOf, runIndicator } from '../../builders/bars';
import { FAMILY } from './family';
import { describeIndicator } from './suite';

const FOLDER = resolve(import.meta.dirname, '../../../shared/features/signals/indicators');

it('the suite knows every indicator there is', () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect([...new Set(FAMILY.map(({ folder }) => folder))].toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
});

for (const { make } of FAMILY) describeIndicator(make);

it('[IND8] standing, zero, tiny and huge prices never throw and never give Infinity', () => {
  const price = constantFrom(0, 0, 1, 1, 1e-300, 1e-12, 100, 1e12, 1e12);
  const rows = array(price, { minLength: 60, maxLength: 120 });
  assert(
    property(rows, array(price, { minLength: 120, maxLength: 120 }), (closes, volumes) => {
      let before = closes[0] ?? 0;
      const bars = barsOf(
        closes.map((close, i) => {
          const row = [i * 60_000, before, Math.max(before, close), Math.min(before, close), close, volumes[i] ?? 0];
          before = close;
          return row;
        }),
      );
      for (const { make } of FAMILY) {
        const indicator = make();
        for (const values of runIndicator(indicator, bars)) {
          const wrong = values.find((value) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY);
          expect(wrong, indicator.name).toBeUndefined();
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('[IND8] a price that freezes for twenty thousand bars gives numbers or NaN', () => {
  const bars = barsOf(
    Array.from({ length: 20_000 }, (_, i) => [i, 10, i < 50 ? 11 + (i % 3) : 10, i < 50 ? 9 - (i % 2) : 10, 10, 0]),
  );
  for (const { make } of FAMILY) {
    const indicator = make();
    for (const values of runIndicator(indicator, bars)) {
      expect(values.includes(Number.POSITIVE_INFINITY) || values.includes(Number.NEGATIVE_INFINITY), indicator.name).toBe(false);
    }
  }
});
