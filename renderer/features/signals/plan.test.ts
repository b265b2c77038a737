import { describe, expect, it } from 'vitest';
import { planOf } from './plan';

describe('the plan in R', () => {
  it('measures targets, true best pay-off and costs by the distance to the stop', () => {
    const plan = planOf({ entry: 100, sl: 98, tp1: 101, tp2: 104 }, 6);
    expect(plan).toMatchObject({ risk: 2, stopDistance: 0.02, tp1R: 0.5, tp2R: 2, riskReward: 2, bestR: 1.25 });
    expect(plan.costR).toBeCloseTo(0.06, 12);
  });

  it('is the same for a short mirrored at the entry', () => {
    expect(planOf({ entry: 100, sl: 102, tp1: 99, tp2: 96 }, 6)).toEqual(planOf({ entry: 100, sl: 98, tp1: 101, tp2: 104 }, 6));
  });
});
