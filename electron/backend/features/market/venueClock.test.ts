import { describe, expect, it } from 'vitest';
import { manualClock } from '../../kit/clock';
import { createLog } from '../../kit/log';
import { VenueClock } from './venueClock';

function aVenueClock(offsets: (number | null)[]) {
  const clock = manualClock(1_000_000);
  const crossed: number[] = [];
  const venue = new VenueClock({
    clock,
    log: createLog({ level: 'silent' }),
    crossed: (offset) => crossed.push(offset),
    serverTime: () => {
      const offset = offsets.length > 1 ? offsets.shift() : offsets[0];
      return offset === null || offset === undefined ? Promise.reject(new Error('down')) : Promise.resolve(clock.now() - offset);
    },
  });
  return { clock, crossed, venue };
}

describe('the offset from the venue', () => {
  it('[MKT25] is announced over 2 s and stops publication over 30 s, once each time', async () => {
    const { clock, crossed, venue } = aVenueClock([500, 2_500, 2_600, 31_000, 100, -31_000]);
    venue.start();
    await clock.advanceAsync(0);
    expect([venue.offset, venue.publishing(), crossed]).toEqual([500, true, []]);
    expect(venue.now()).toBe(clock.now() - 500);
    await clock.advanceAsync(120_000);
    expect([venue.publishing(), crossed]).toEqual([true, [2_500]]);
    await clock.advanceAsync(60_000);
    expect([venue.publishing(), crossed]).toEqual([false, [2_500, 31_000]]);
    await clock.advanceAsync(120_000);
    expect([venue.publishing(), crossed]).toEqual([false, [2_500, 31_000, -31_000]]);
    venue.stop();
    expect(clock.pending()).toBe(0);
  });

  it('keeps the last known one while the venue does not answer, and asks again soon', async () => {
    const { clock, venue } = aVenueClock([700, null, 900]);
    venue.start();
    await clock.advanceAsync(60_000);
    expect(venue.offset).toBe(700);
    await clock.advanceAsync(5_000);
    expect(venue.offset).toBe(900);
    venue.stop();
  });
});
