import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ruleByName, ruleSetFor } from './ruleSet';
import { checkAll, type RuleFacts, statusOf } from './rules';
import { RULES, type RuleName } from './signal';

const crypto = ruleSetFor({ class: 'crypto' });
const forex = ruleSetFor({ class: 'forex' });

/** Facts that pass every rule; entry 100, risk 2, reward 3. */
function facts(change: Partial<RuleFacts> = {}): RuleFacts {
  return {
    levels: { entry: 100, sl: 98, tp1: 101, tp2: 103 },
    confidence: 0.61,
    reference: 100,
    opposite: 0,
    volume: { kind: 'ratio', ratio: 1 },
    calendar: { minutes: 90, covered: true },
    ...change,
  };
}

function verdictOf(rule: RuleName, change: Partial<RuleFacts>, ruleSet = crypto) {
  const { verdict, measured, passed } = checkAll(facts(change), ruleSet)[RULES.indexOf(rule)] as ReturnType<
    typeof checkAll
  >[number];
  return { verdict, measured, passed };
}

const pass = (measured: number | null) => ({ verdict: 'pass', measured, passed: true });
const fail = (measured: number) => ({ verdict: 'fail', measured, passed: false });
const noData = { verdict: 'no-data', measured: null, passed: true };
const levels = (sl: number, tp2: number) => ({ levels: { entry: 100, sl, tp1: 101, tp2 } });

describe('the seven rules', () => {
  it('[SIG5] all of them, in their order, whatever the facts', () => {
    expect(checkAll(facts(), crypto).map((check) => check.rule)).toEqual([...RULES]);
    expect(statusOf(checkAll(facts(), crypto))).toBe('validated');
  });

  it.each([
    ['price', { reference: 100.1 }, pass(9.99000999)],
    ['price', { reference: 99.8 }, fail(20.04008016)],
    ['price', { reference: null }, noData],
    ['risk_reward', levels(98, 103), pass(1.5)],
    ['risk_reward', levels(98, 102.99), fail(1.495)],
    ['risk_reward', { levels: { entry: 0.3, sl: 0.2, tp1: 0.35, tp2: 0.45 } }, pass(1.5)],
    ['stop_distance', levels(97.01, 110), pass(2.99)],
    ['stop_distance', levels(97, 110), fail(3)],
    ['confidence', { confidence: 0.6 }, fail(0.6)],
    ['confidence', { confidence: 0.600000001 }, pass(0.600000001)],
    ['opposite', { opposite: 1 }, fail(1)],
    ['volume', { volume: { kind: 'ratio', ratio: 0.5 } }, pass(0.5)],
    ['volume', { volume: { kind: 'ratio', ratio: 0.499 } }, fail(0.499)],
    ['volume', { volume: { kind: 'ratio', ratio: null } }, noData],
    ['volume', { volume: { kind: 'none' } }, { verdict: 'not-applicable', measured: null, passed: true }],
    ['calendar', { calendar: { minutes: 15, covered: true } }, fail(15)],
    ['calendar', { calendar: { minutes: 15.001, covered: true } }, pass(15.001)],
    ['calendar', { calendar: { minutes: 3, covered: false } }, fail(3)],
    ['calendar', { calendar: { minutes: 90, covered: false } }, noData],
    ['calendar', { calendar: { minutes: null, covered: true } }, pass(null)],
  ] as const)('[SIG8] %s of %j', (rule, change, expected) => {
    expect(verdictOf(rule, change)).toEqual(expected);
  });

  it('[SIG7] a missing calendar quarantines forex and indices, not crypto or metal', () => {
    const none = { calendar: { minutes: null, covered: false } };
    for (const name of ['forex', 'index'] as const)
      expect(statusOf(checkAll(facts(none), ruleSetFor({ class: name })))).toBe('quarantined');
    for (const name of ['crypto', 'metal'] as const)
      expect(statusOf(checkAll(facts(none), ruleSetFor({ class: name })))).toBe('validated');
    expect(verdictOf('calendar', none, forex)).toEqual({ ...noData, passed: false });
  });

  it('[SIG7] any rule can be required on top, by its name or a usual one', () => {
    const strict = ruleSetFor({ class: 'crypto' }, ['volume']);
    expect(verdictOf('volume', { volume: { kind: 'ratio', ratio: null } }, strict).passed).toBe(false);
    expect(verdictOf('volume', { volume: { kind: 'none' } }, strict).passed).toBe(true);
    expect(['news', 'Risk-Reward', 'stop_distance', 'nonsense'].map(ruleByName)).toEqual([
      'calendar',
      'risk_reward',
      'stop_distance',
      null,
    ]);
  });

  it('[SIG6] passed, verdict and status always agree', () => {
    const price = fc.double({ min: 0.0001, max: 1e6, noNaN: true });
    const anyFacts = fc.record({
      levels: fc.record({ entry: price, sl: price, tp1: price, tp2: price }).filter((one) => one.entry !== one.sl),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      reference: fc.option(price),
      opposite: fc.nat(3),
      volume: fc.oneof(
        fc.constant({ kind: 'none' as const }),
        fc.record({ kind: fc.constant('ratio' as const), ratio: fc.option(fc.double({ min: 0, max: 100, noNaN: true })) }),
      ),
      calendar: fc.record({ minutes: fc.option(fc.double({ min: 0, max: 1e5, noNaN: true })), covered: fc.boolean() }),
    });
    fc.assert(
      fc.property(
        anyFacts,
        fc.subarray([...RULES]),
        fc.constantFrom('crypto', 'forex', 'index', 'metal'),
        (some, required, name) => {
          const ruleSet = ruleSetFor({ class: name as 'crypto' }, required);
          const checks = checkAll(some, ruleSet);
          for (const check of checks) {
            const expected = check.verdict === 'no-data' ? !ruleSet.required.has(check.rule) : check.verdict !== 'fail';
            expect(check.passed).toBe(expected);
            if (check.verdict === 'no-data' || check.verdict === 'not-applicable') expect(check.measured).toBeNull();
            if (check.verdict === 'fail') expect(check.measured).not.toBeNull();
          }
          expect(statusOf(checks) === 'quarantined').toBe(checks.some((check) => !check.passed));
        },
      ),
    );
  });
});
