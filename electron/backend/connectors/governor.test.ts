import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeenTrades } from './dedupe';
import { SlidingWindow } from './governor';

describe('what a venue allows', () => {
  it('never lets more than the limit into any window, whatever is asked when', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ pause: fc.nat(400), cost: fc.integer({ min: 1, max: 5 }) }), { maxLength: 80 }),
        (asks) => {
          const window = new SlidingWindow(10, 1000);
          const spent: { at: number; cost: number }[] = [];
          let now = 0;
          for (const { pause, cost } of asks) {
            now += pause;
            for (let wait = window.wait(now, cost); wait > 0; wait = window.wait(now, cost)) now += wait;
            window.spend(now, cost);
            spent.push({ at: now, cost });
          }
          for (const { at } of spent) {
            const inside = spent.filter((entry) => entry.at > at - 1000 && entry.at <= at);
            expect(inside.reduce((total, { cost }) => total + cost, 0)).toBeLessThanOrEqual(10);
          }
        },
      ),
    );
  });

  it('lets a request through alone that costs more than the limit, rather than never', () => {
    const window = new SlidingWindow(10, 1000);
    expect(window.wait(0, 25)).toBe(0);
    window.spend(0, 25);
    expect(window.wait(0, 1)).toBe(1000);
  });
});

describe('trades seen', () => {
  it('says first once for each of many interleaved ids, and knows repetitions', () => {
    const seen = new SeenTrades();
    for (let id = 10_000; id < 14_000; id += 1) expect(seen.first(id)).toBe(true);
    for (let id = 10_000; id < 14_000; id += 1) expect(seen.first(id)).toBe(false);
  });
});
