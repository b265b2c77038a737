import { describe, expect, it } from 'vitest';
import { IdleWatch } from './idle';

const MINUTE = 60_000;

describe('the idle lock', () => {
  it('counts from the last touch', () => {
    const watch = new IdleWatch(0, 15);
    expect(watch.isIdle(15 * MINUTE - 1)).toBe(false);
    expect(watch.touch(14 * MINUTE)).toBe(true);
    expect(watch.isIdle(28 * MINUTE)).toBe(false);
    expect(watch.isIdle(29 * MINUTE)).toBe(true);
  });

  it('is not put off by the first touch after a sleep', () => {
    const watch = new IdleWatch(0, 15);
    expect(watch.touch(60 * MINUTE)).toBe(false);
    expect(watch.isIdle(60 * MINUTE)).toBe(true);
  });

  it('never runs backwards when another window tells an older touch', () => {
    const watch = new IdleWatch(0, 15);
    watch.touch(10 * MINUTE);
    watch.touch(5 * MINUTE);
    expect(watch.isIdle(24 * MINUTE)).toBe(false);
  });
});
