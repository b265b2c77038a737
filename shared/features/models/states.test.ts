import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../base/time';
import { actsOf, expiryAfter, isDue, MODEL_ACTS, MODEL_STATES, type ModelState, stepOf } from './states';

const verdict = fc.constantFrom('accepted' as const, 'refused' as const);
const acts = fc.array(fc.constantFrom(...MODEL_ACTS), { maxLength: 30 });

/** The states that a list of acts leads through; those that are not allowed change nothing. */
function walk(given: 'accepted' | 'refused', list: readonly (typeof MODEL_ACTS)[number][]): ModelState[] {
  const states: ModelState[] = ['candidate'];
  for (const act of list) {
    const step = stepOf(states.at(-1) as ModelState, given, act);
    if (step.ok) states.push(step.state);
  }
  return states;
}

describe('the life of a model', () => {
  it('[MRG1] goes through shadow before it is in force, whatever is asked in whatever order', () => {
    fc.assert(
      fc.property(verdict, acts, (given, list) => {
        const states = walk(given, list);
        states.forEach((state, index) => {
          if (state === 'active') expect(states[index - 1]).toBe('shadow');
          if (state === 'shadow') expect(states[index - 1]).toBe('candidate');
          if (state === 'candidate' && index > 0) expect(states[index - 1]).toBe('quarantined');
          if (state === 'quarantined') expect(['shadow', 'active']).toContain(states[index - 1]);
        });
        const retired = states.indexOf('retired');
        expect(retired === -1 || retired === states.length - 1).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('[MRG2] never puts a refused model in force', () => {
    fc.assert(fc.property(acts, (list) => !walk('refused', list).includes('active')));
    expect(stepOf('shadow', 'refused', 'activate')).toEqual({ ok: false, word: 'NOT_ACCEPTED' });
    expect(stepOf('candidate', 'refused', 'shadow')).toEqual({ ok: true, state: 'shadow' });
  });

  it('[MRG1] offers a person exactly the acts that are allowed, and the clock its own', () => {
    expect(actsOf('candidate', 'accepted')).toEqual(['shadow', 'retire']);
    expect(actsOf('shadow', 'accepted')).toEqual(['activate', 'retire', 'quarantine']);
    expect(actsOf('shadow', 'refused')).toEqual(['retire', 'quarantine']);
    expect(actsOf('active', 'accepted')).toEqual(['retire', 'quarantine']);
    expect(actsOf('quarantined', 'accepted')).toEqual(['retire', 'unquarantine']);
    expect(MODEL_STATES.flatMap((state) => (state === 'retired' ? actsOf(state, 'accepted') : []))).toEqual([]);
    expect(stepOf('candidate', 'accepted', 'expire').ok).toBe(false);
  });

  it('[MRG4] ends after 1 to 90 whole days, never later', () => {
    expect(expiryAfter(30, 5)).toBe(5 + 30 * DAY);
    for (const days of [0, 91, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => expiryAfter(days, 0)).toThrow(RangeError);
    expect([isDue(10, 9), isDue(10, 10), isDue(null, 10)]).toEqual([false, true, false]);
  });
});
