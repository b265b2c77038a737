import { describe, expect, it } from 'vitest';
import { DAY } from '../../../base/time';
import { wilson } from '../../signals/rates';
import { binOf, edgesOf } from './bins';
import { compare } from './bootstrap';
import { aucOf, brierOf, calibrationErrorOf, logLossOf, lossOf, qualityOf, reliabilityOf } from './metrics';

const said = Float64Array.of(0.9, 0.8, 0.7, 0.7, 0.2);
const wins = Uint8Array.of(1, 0, 1, 0, 0);

describe('the measures, computed by hand', () => {
  it('[MDL11] AUC counts pairs, ties half', () => {
    // Wins 0.9 and 0.7 against losses 0.8, 0.7, 0.2: 3 pairs won by 0.9; 0.7 loses, ties, wins: 4.5 of 6.
    expect(aucOf(said, wins)).toBeCloseTo(0.75, 12);
    expect(aucOf(Float64Array.of(0.5, 0.5), Uint8Array.of(1, 0))).toBe(0.5);
    expect(aucOf(said, Uint8Array.of(1, 1, 1, 1, 1))).toBeNull();
    expect(
      aucOf(
        said.map((one) => -one),
        wins,
      ),
    ).toBeCloseTo(0.25, 12);
  });

  it('[MDL11] Brier is the mean squared difference, log-loss the mean of −ln', () => {
    // 0.01 + 0.64 + 0.09 + 0.49 + 0.04 = 1.27 over 5.
    expect(brierOf(said, wins)).toBeCloseTo(0.254, 12);
    // −(ln 0.9 + ln 0.2 + ln 0.7 + ln 0.3 + ln 0.8) / 5.
    expect(logLossOf(said, wins)).toBeCloseTo(0.699_717_9, 6);
    expect(lossOf(0, 1)).toBeCloseTo(13.815_51, 4);
  });

  it('[MDL11] quality says its n; of nothing it says nothing', () => {
    expect(qualityOf(said, wins)).toEqual({ n: 5, wins: 2, auc: 0.75, brier: 0.254, logLoss: expect.closeTo(0.699_717_9, 6) });
    expect(qualityOf(new Float64Array(0), new Uint8Array(0))).toEqual({ n: 0, wins: 0, auc: null, brier: 0, logLoss: 0 });
  });

  it('[MDL11] reliability: what was said and what came true, bin by bin, with Wilson’s interval', () => {
    const bins = reliabilityOf(said, wins);
    expect(bins).toHaveLength(10);
    expect(bins[7]).toMatchObject({ from: 0.7, to: 0.8, n: 2, wins: 1, stated: 0.7, realised: 0.5 });
    expect(bins[7]?.low).toBeCloseTo(wilson(1, 2).low, 8);
    expect(bins[0]).toMatchObject({ n: 0, stated: null, realised: null, low: null, high: null });
    expect(reliabilityOf(Float64Array.of(1), Uint8Array.of(1))[9]?.n, 'a certain one is in the last bin').toBe(1);
    // 0.2: |0.2−0|, twice 0.7: |0.7−0.5|, 0.8: |0.8−0|, 0.9: |0.9−1| → (0.2 + 0.4 + 0.8 + 0.1) / 5.
    expect(calibrationErrorOf(bins)).toBeCloseTo(0.3, 9);
  });

  it('[MDL11] the interval of a difference draws days: one day alone has no width, equal days neither', () => {
    const differences = Float64Array.of(-0.2, 0.1, -0.2, 0.1);
    expect(compare(differences, [1, 2, 3, 4], 5)).toEqual({ n: 4, mean: -0.05, low: -0.05, high: -0.05 });
    expect(compare(differences, [1, 2, DAY, DAY + 1], 5)).toEqual({ n: 4, mean: -0.05, low: -0.05, high: -0.05 });
    const apart = compare(Float64Array.of(-0.2, -0.2, 0.1, 0.1), [1, 2, DAY, DAY + 1], 5);
    expect(apart).toEqual({ n: 4, mean: -0.05, low: -0.2, high: 0.1 });
    expect(compare(new Float64Array(0), [], 5)).toEqual({ n: 0, mean: 0, low: 0, high: 0 });
  });

  it('[MDL11] bins hold equally many, split between values, and nothing where all are the same', () => {
    const column = Float64Array.from({ length: 100 }, (_, i) => i);
    const edges = edgesOf(column, 10);
    expect(Array.from(edges)).toEqual([9.5, 19.5, 29.5, 39.5, 49.5, 59.5, 69.5, 79.5, 89.5]);
    expect([-1, 9.5, 9.6, 1000].map((value) => binOf(edges, value))).toEqual([0, 0, 1, 9]);
    expect(Array.from(edgesOf(Float64Array.of(3, 3, 3), 64))).toEqual([]);
    expect(Array.from(edgesOf(Float64Array.of(0, 1, 1, 1), 64))).toEqual([0.5]);
  });
});
