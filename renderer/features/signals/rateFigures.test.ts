import { describe, expect, it } from 'vitest';
import type { Rate } from '../../../shared/features/signals/contract';
import { edgeVerdict, hidesALosingPlan } from './rateFigures';

const rate = (over: Partial<Rate>): Rate => ({
  n: 40,
  wins: 28,
  rate: 0.7,
  low: 0.55,
  high: 0.82,
  noEdge: 0.667,
  edge: 0.033,
  edgeLow: -0.12,
  edgeHigh: 0.15,
  expectancyR: 0.02,
  ...over,
});

describe('what may be said of an edge', () => {
  it.each([
    [{ n: 0, edgeLow: null, edgeHigh: null }, 'none'],
    [{ n: 19, edgeLow: 0.1, edgeHigh: 0.4 }, 'insufficient'],
    [{}, 'unproven'],
    [{ edgeLow: 0.01 }, 'proven'],
    [{ edgeLow: -0.2, edgeHigh: -0.01 }, 'negative'],
  ])('%j is %s', (over, verdict) => {
    expect(edgeVerdict(rate(over))).toBe(verdict);
  });

  it('names a high rate that hides a losing plan', () => {
    expect(hidesALosingPlan(rate({ expectancyR: -0.05 }))).toBe(true);
    expect(hidesALosingPlan(rate({}))).toBe(false);
    expect(hidesALosingPlan(rate({ n: 0, rate: null, expectancyR: null }))).toBe(false);
  });
});
