import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../base/time';
import type { ResultName } from '../signals/signal';
import { WIN_RATE_WINDOW } from './figures';
import { alarmState, type Look, NO_STOPS, QUIET, stepAlarm, stepStops, stopsState } from './thresholds';

/** What a text of looks, a day apart, does: `!` raised, `-` cleared, `±` both, `.` nothing; `b` is bad, `g` good. */
function play(looks: string, window: number | null = null): string {
  let state = QUIET;
  return [...looks]
    .map((look, day) => {
      const step = stepAlarm(state, { at: (day + 1) * DAY, bad: look === 'b' }, window);
      state = step.state;
      return step.fired ? (step.cleared ? '±' : '!') : step.cleared ? '-' : '.';
    })
    .join('');
}

describe('an alarm', () => {
  it('[QLT4] [QLT6] is raised once, clears when good, and is raised again', () => {
    expect(play('gbbbgggbb')).toBe('.!..-..!.');
  });

  it('[QLT4] is raised anew when a whole window of seven days lies between', () => {
    expect(play('bbbbbbbbb', WIN_RATE_WINDOW)).toBe('!......±.');
    expect(play('bbbbbbbbb'), 'without a window it stays up').toBe('!........');
  });

  it('[QLT7] looks back never: an earlier look counts at the latest time', () => {
    const { state } = stepAlarm(QUIET, { at: 5 * DAY, bad: true });
    expect(stepAlarm(state, { at: 2 * DAY, bad: true }).state).toEqual({ at: 5 * DAY, since: 5 * DAY });
  });

  const looks = fc.array(fc.record({ at: fc.integer({ min: 0, max: 60 * DAY }), bad: fc.boolean() }), { maxLength: 60 });
  const windows = fc.constantFrom(null, WIN_RATE_WINDOW);

  it('[QLT7] is never raised twice without having cleared, and only on what is bad', () => {
    fc.assert(
      fc.property(looks, windows, (all, window) => {
        let [state, up] = [QUIET, false];
        for (const look of all) {
          const step = stepAlarm(state, look, window);
          if (step.cleared) up = false;
          if (step.fired) {
            expect(up, 'it was down').toBe(false);
            expect(look.bad).toBe(true);
            up = true;
          }
          expect(step.state.since !== null, 'its state says whether it is up').toBe(up);
          expect(up, 'it is up exactly while the measure is bad').toBe(look.bad);
          state = step.state;
        }
      }),
    );
  });

  it('[QLT7] goes on from what was stored at any point', () => {
    fc.assert(
      fc.property(looks, windows, fc.nat(), (all, window, cut) => {
        const run = (from: typeof QUIET, part: readonly Look[]) => {
          let state = from;
          const raised = part.map((look) => {
            const step = stepAlarm(state, look, window);
            state = step.state;
            return step.fired;
          });
          return { state, raised };
        };
        const whole = run(QUIET, all);
        const at = cut % (all.length + 1);
        const first = run(QUIET, all.slice(0, at));
        const rest = run(alarmState.parse(JSON.parse(JSON.stringify(first.state))), all.slice(at));
        expect([...first.raised, ...rest.raised]).toEqual(whole.raised);
        expect(rest.state).toEqual(whole.state);
      }),
    );
  });
});

describe('stops in a row', () => {
  const results = fc.constantFrom<ResultName>('SL', 'SL', 'SL', 'TP2', 'TP1_BE', 'EXPIRED', 'CANCELLED');
  const closes = fc.array(fc.record({ result: results, paused: fc.boolean() }), { maxLength: 60 });

  function raised(all: readonly { result: ResultName; paused?: boolean }[], from = NO_STOPS) {
    let state = from;
    const fired = all.map(({ result, paused = false }, i) => {
      const step = stepStops(state, { id: `s${i}`, result }, paused);
      state = step.state;
      return step.fired;
    });
    return { state, fired };
  }
  const of = (...all: ResultName[]) => raised(all.map((result) => ({ result }))).fired;

  it('[QLT5] three of them pause, and name the signals', () => {
    expect(of('SL', 'SL', 'SL')).toEqual([null, null, ['s0', 's1', 's2']]);
    expect(
      of('SL', 'SL', 'SL', 'SL', 'SL').filter((fired) => fired !== null),
      'the row starts anew',
    ).toHaveLength(1);
  });

  it('[QLT5] a win or an expiry breaks the row, a cancelled signal says nothing', () => {
    expect(of('SL', 'SL', 'TP1_BE', 'SL', 'SL')).toEqual([null, null, null, null, null]);
    expect(of('SL', 'SL', 'EXPIRED', 'SL')).toEqual([null, null, null, null]);
    expect(of('SL', 'CANCELLED', 'SL', 'SL').at(-1)).toEqual(['s0', 's2', 's3']);
  });

  it('[QLT5] while paused nothing counts, and afterwards it starts from none', () => {
    const paused = { result: 'SL' as const, paused: true };
    const sl = { result: 'SL' as const };
    expect(raised([sl, sl, paused, sl, sl]).fired.every((fired) => fired === null)).toBe(true);
  });

  it('[QLT7] each pause is three stops of its own, uninterrupted and unpaused', () => {
    fc.assert(
      fc.property(closes, (all) => {
        const used = new Set<string>();
        for (const fired of raised(all).fired) {
          if (fired === null) continue;
          expect(fired).toHaveLength(3);
          const [first = 0, , last = 0] = fired.map((id) => Number(id.slice(1)));
          const between = all.slice(first, last + 1);
          expect(between.every(({ result, paused }) => !paused && (result === 'SL' || result === 'CANCELLED'))).toBe(true);
          for (const id of fired) {
            expect(used.has(id), 'no stop pauses twice').toBe(false);
            used.add(id);
          }
        }
      }),
    );
  });

  it('[QLT7] goes on from what was stored at any point', () => {
    fc.assert(
      fc.property(closes, fc.nat(), (all, cut) => {
        const at = cut % (all.length + 1);
        const first = raised(all.slice(0, at));
        const rest = raised(all.slice(at), stopsState.parse(JSON.parse(JSON.stringify(first.state))));
        const whole = raised(all);
        expect([...first.fired, ...rest.fired].map((fired) => fired !== null)).toEqual(
          whole.fired.map((fired) => fired !== null),
        );
        expect(rest.state.stops.length).toBe(whole.state.stops.length);
      }),
    );
  });
});
