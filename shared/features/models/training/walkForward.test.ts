import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TOY_WIDTH } from '../../../../test/builders/samples';
import { treesScore } from '../scoring';
import { boost } from './boost';
import { type Matrix, take } from './matrix';
import { aucOf } from './metrics';
import { chance } from './prng';
import { RECIPE } from './recipe';
import { walkForward } from './walkForward';

describe('the walk forward', () => {
  it('[MDL5] five tests of ten samples each, purged by hand', () => {
    const at = Float64Array.from({ length: 100 }, (_, i) => i);
    const closedAt = at.map((one) => one + 3);
    const folds = walkForward({ at, closedAt }, { folds: 5, first: 0.5, embargoMs: 5 });
    expect(folds.map(({ testFrom, test }) => [testFrom, test.length])).toEqual([50, 60, 70, 80, 90].map((from) => [from, 10]));
    // Decided before 45 (embargo) and closed before 50: samples 0 … 44.
    expect(folds[0]?.train.length).toBe(45);
    expect(folds[0]?.purged).toBe(5);
    expect(walkForward({ at, closedAt }, { folds: 5, first: 0.5, embargoMs: 0 })[0]?.train.at(-1)).toBe(46);
  });

  it('[MDL5] whatever the times: training ends before its test, instants are not parted, each is tested once', () => {
    const steps = fc.array(fc.tuple(fc.nat(5), fc.nat(40)), { minLength: 20, maxLength: 200 });
    fc.assert(
      fc.property(steps, fc.nat(20), (list, embargoMs) => {
        let now = 0;
        const at = Float64Array.from(list, ([step]) => (now += step));
        const closedAt = Float64Array.from(list, ([, life], i) => (at[i] as number) + life + 1);
        const folds = walkForward({ at, closedAt }, { folds: 5, first: 0.3, embargoMs });
        const tested = folds.flatMap(({ test }) => Array.from(test));
        expect(new Set(tested).size).toBe(tested.length);
        for (const { train, test, testFrom } of folds) {
          expect(train.every((i) => (closedAt[i] as number) < testFrom && (at[i] as number) < testFrom - embargoMs)).toBe(true);
          expect(test.every((i) => (at[i] as number) >= testFrom)).toBe(true);
        }
      }),
    );
  });

  it('[MDL5] outcomes that hang together look like skill without the purge, and like nothing with it', () => {
    const { matrix, at, closedAt } = sharedFates(40, 30);
    const folds = walkForward({ at, closedAt }, { folds: 60, first: 0.5, embargoMs: 0 });
    const purged = aucOver(matrix, folds);
    const naive = aucOver(
      matrix,
      folds.map(({ test }) => ({ test, train: Int32Array.from({ length: test[0] as number }, (_, i) => i) })),
    );
    expect(naive).toBeGreaterThan(0.65);
    expect(purged).toBeLessThan(0.58);
  });
});

/** Groups of candidates that follow each other and share one fate and one telling figure; the coin of a group knows no other. */
function sharedFates(groups: number, size: number) {
  const random = chance(11);
  const n = groups * size;
  const values = new Float64Array(n * TOY_WIDTH).map(() => random());
  const wins = new Uint8Array(n);
  for (let group = 0; group < groups; group += 1) {
    const [figure, win] = [random(), random() < 0.5 ? 1 : 0];
    for (let i = group * size; i < (group + 1) * size; i += 1) {
      values[i * TOY_WIDTH] = figure;
      wins[i] = win;
    }
  }
  const at = Float64Array.from({ length: n }, (_, i) => i);
  const closedAt = at.map((_, i) => (Math.floor(i / size) + 1) * size);
  const matrix: Matrix = { rows: n, width: TOY_WIDTH, values, wins };
  return { matrix, at, closedAt };
}

/** AUC over all tests together, each against its own mean so that no fold's level counts. */
function aucOver(matrix: Matrix, folds: readonly { readonly train: Int32Array; readonly test: Int32Array }[]): number {
  const said: number[] = [];
  const wins: number[] = [];
  for (const { train, test } of folds) {
    const { trees } = boost(take(matrix, train), { ...RECIPE.boost, rounds: 40, columnShare: 1, minLeaf: 5 }, chance(1), null);
    for (const row of test) {
      said.push(treesScore(trees, matrix.values, row * matrix.width));
      wins.push(matrix.wins[row] as number);
    }
  }
  return aucOf(Float64Array.from(said), Uint8Array.from(wins)) ?? 0.5;
}
