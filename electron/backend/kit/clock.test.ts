import { describe, expect, it } from 'vitest';
import { manualClock } from './clock';

describe('the manual clock', () => {
  it('fires timers in order of their time, then of their creation', () => {
    const clock = manualClock(1_000);
    const fired: string[] = [];
    clock.setTimeout(() => fired.push(`b@${clock.now()}`), 20);
    clock.setTimeout(() => fired.push(`a@${clock.now()}`), 10);
    clock.setTimeout(() => fired.push(`c@${clock.now()}`), 20);
    clock.advance(15);
    expect(fired, 'only what is due').toEqual(['a@1010']);
    clock.advance(5);
    expect(fired).toEqual(['a@1010', 'b@1020', 'c@1020']);
    expect(clock.pending()).toBe(0);
  });

  it('fires timers that are set on the way', () => {
    const clock = manualClock(0);
    const fired: number[] = [];
    clock.setTimeout(() => clock.setTimeout(() => fired.push(clock.now()), 5), 5);
    clock.advance(10);
    expect(fired).toEqual([10]);
    expect(clock.now()).toBe(10);
  });

  it('repeats intervals until they are cancelled, even an interval of nothing', () => {
    const clock = manualClock(0);
    let ticks = 0;
    const timer = clock.setInterval(() => {
      ticks += 1;
    }, 10);
    const busy = clock.setInterval(() => undefined, 0);
    clock.advance(35);
    timer.cancel();
    busy.cancel();
    clock.advance(100);
    expect(ticks).toBe(3);
    expect(clock.pending()).toBe(0);
  });

  it('lets promises settle between timers', async () => {
    const clock = manualClock(0);
    const steps: string[] = [];
    clock.setTimeout(() => void Promise.resolve().then(() => steps.push('promise of a')), 1);
    clock.setTimeout(() => steps.push('b'), 2);
    await clock.advanceAsync(2);
    expect(steps).toEqual(['promise of a', 'b']);
  });
});
