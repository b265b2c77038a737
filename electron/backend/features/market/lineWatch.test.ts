import { describe, expect, it } from 'vitest';
import { manualClock } from '../../kit/clock';
import { LineWatch } from './lineWatch';

function aWatch() {
  const clock = manualClock(0);
  const told: string[] = [];
  const watch = new LineWatch(clock, (back) => told.push(back ? 'back' : 'offline'));
  watch.is(true);
  return { clock, told, watch };
}

describe('news of the line', () => {
  it('[MKT30] a reconnect of a few seconds is nobody’s news, however often it happens', () => {
    const { clock, told, watch } = aWatch();
    for (let times = 0; times < 5; times += 1) {
      watch.is(false);
      clock.advance(4_000);
      watch.is(false);
      clock.advance(5_000);
      watch.is(true);
      clock.advance(20_000);
    }
    expect(told).toEqual([]);
  });

  it('[MKT30] ten seconds without any venue are offline, told once, and once more when it is back', () => {
    const { clock, told, watch } = aWatch();
    watch.is(false);
    clock.advance(10_000);
    clock.advance(60_000);
    expect(told).toEqual(['offline']);
    watch.is(true);
    watch.is(true);
    expect(told).toEqual(['offline', 'back']);
  });
});
