import { describe, expect, it } from 'vitest';
import { type Check, RULES } from '../../../shared/features/signals/signal';
import { type CheckFormat, checkPhrase, ruleFigure, worstChecksFirst } from './checkWords';

const format: CheckFormat = {
  number: (value, decimals) => value.toFixed(decimals),
  percent: (value, decimals) => `${(value * 100).toFixed(decimals)} %`,
  unit: (unit, figure) => `${figure} ${unit}`,
};
const check = (over: Partial<Check>): Check => ({
  rule: 'price',
  verdict: 'pass',
  passed: true,
  measured: 1,
  threshold: 2,
  ...over,
});

describe('the figures of a rule', () => {
  it.each([
    ['price', 12.34, '12.3 basis-points'],
    ['risk_reward', 1.5, '1.50 r'],
    ['stop_distance', 2.9, '2.90 %'],
    ['confidence', 0.6, '60.0 %'],
    ['opposite', 1, '1'],
    ['volume', 0.5, '0.50 ratio'],
    ['calendar', 15, '15 minutes'],
  ] as const)('%s: %d is %s', (rule, value, text) => {
    expect(ruleFigure(rule, value, format)).toBe(text);
  });
});

describe('the sentence of a check', () => {
  it('holds both figures when both were measured', () => {
    expect(checkPhrase(check({}), format)).toEqual({
      sentence: 'phrase',
      measured: '1.0 basis-points',
      threshold: '2.0 basis-points',
    });
  });

  it('says that nothing is near when a covering calendar passes without a distance', () => {
    expect(checkPhrase(check({ rule: 'calendar', measured: null, threshold: 15 }), format).sentence).toBe('noneNear');
  });

  it('tells missing data from what does not apply', () => {
    expect(checkPhrase(check({ verdict: 'no-data', measured: null }), format).sentence).toBe('noDataPhrase');
    expect(checkPhrase(check({ verdict: 'not-applicable', measured: null }), format).sentence).toBe('notApplicablePhrase');
  });
});

it('shows what missed first and keeps the rules’ order otherwise', () => {
  const checks = RULES.map((rule) => check({ rule }));
  checks[3] = check({ rule: 'confidence', verdict: 'fail', passed: false });
  checks[0] = check({ rule: 'price', verdict: 'no-data', passed: false });
  expect(worstChecksFirst(checks).map((one) => one.rule)).toEqual([
    'confidence',
    'price',
    'risk_reward',
    'stop_distance',
    'opposite',
    'volume',
    'calendar',
  ]);
});
