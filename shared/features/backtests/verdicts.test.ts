import { describe, expect, it } from 'vitest';
import { ruleSetFor } from '../signals/ruleSet';
import { ruleSetOf } from './rules';
import { allVerdicts, type ToldEvent, verdictOf } from './verdicts';

const event = (at: number, digest = `d${at}`): ToldEvent => ({ at, signal: `s${at}`, digest });
const RUN = [event(1), event(2), event(3)];

describe('verdicts', () => {
  it('[BKT5] counts what was compared up to each cut', () => {
    const clean = verdictOf('X', RUN, [
      { until: 2, told: [event(1), event(2)] },
      { until: 0, told: [] },
    ]);
    expect(clean).toEqual({ verdict: 'clean', runs: 2, compared: 2, first: null });
  });

  it.each<[string, ToldEvent[]]>([
    ['another', [event(1), event(2, 'other')]],
    ['one too few', [event(1)]],
    ['one too many', [event(1), event(1.5), event(2)]],
  ])('[BKT5] finds %s', (_, told) => {
    expect(verdictOf('X', RUN, [{ until: 2, told }])).toMatchObject({ verdict: 'differs', first: { instrument: 'X' } });
  });

  it('[BKT6] says nothing where nothing could be compared, and the worst of several', () => {
    const nothing = verdictOf('X', [], [{ until: 9, told: [] }]);
    expect(nothing.verdict).toBe('nothing');
    const bad = verdictOf('Y', RUN, [{ until: 9, told: [] }]);
    const good = verdictOf('Z', RUN, [{ until: 9, told: RUN }]);
    expect(allVerdicts([nothing, good]).verdict).toBe('clean');
    expect(allVerdicts([nothing, good, bad])).toEqual({
      verdict: 'differs',
      runs: 3,
      compared: 6,
      first: { instrument: 'Y', at: 1, signal: 's1' },
    });
  });
});

describe('a changed rule set', () => {
  const inForce = ruleSetFor({ class: 'crypto' });

  it('[BKT2] carries another name, an unchanged one its own', () => {
    expect(ruleSetOf(inForce, {})).toBe(inForce);
    expect(ruleSetOf(inForce, { tp1R: inForce.tp1R })).toBe(inForce);
    expect(ruleSetOf(inForce, { tp1R: 1, minConfidence: 0.5 })).toMatchObject({
      id: 'sirrius@1+minConfidence=0.5+tp1R=1',
      tp1R: 1,
      minConfidence: 0.5,
      expiryBars: inForce.expiryBars,
    });
  });
});
