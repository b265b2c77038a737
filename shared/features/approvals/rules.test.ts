import { describe, expect, it } from 'vitest';
import { groupsFor } from './rules';

const EUR = (minor: number) => ({ minor, currency: 'EUR' as const });
const bands = [
  { upTo: 10_000, groups: [{ id: 'agent', roles: ['support-l2' as const] }] },
  { upTo: 50_000, groups: [{ id: 'lead', roles: ['team-lead' as const] }] },
  { upTo: null, groups: [{ id: 'finance', roles: ['finance-manager' as const] }] },
];

describe('[APP2] who approves an amount', () => {
  it.each([
    [9_999, 'agent'],
    [10_000, 'agent'],
    [10_001, 'lead'],
    [50_000, 'lead'],
    [50_001, 'finance'],
    [-50_001, 'finance'],
  ])('%i cents: %s', (minor, group) => expect(groupsFor(bands, EUR(minor))[0]?.id).toBe(group));

  it('is nobody by accident: an amount beyond every band is a fault of the bands', () => {
    expect(() => groupsFor(bands.slice(0, 2), EUR(50_001))).toThrow(RangeError);
  });
});
