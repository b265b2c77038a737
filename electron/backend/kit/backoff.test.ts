import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff';

describe('back-off', () => {
  it('doubles its ceiling to the cap, with the whole of it left to chance', () => {
    const highest = new Backoff({ baseMs: 100, capMs: 1000 }, () => 0.999999);
    expect([1, 2, 3, 4, 5, 6].map(() => highest.next())).toEqual([100, 200, 400, 800, 1000, 1000]);
    const lowest = new Backoff({ baseMs: 100, capMs: 1000 }, () => 0);
    expect(lowest.next()).toBe(0);
  });

  it('starts afresh after a reset, and stays at the cap for ever without one', () => {
    const backoff = new Backoff({ baseMs: 100, capMs: 1000 }, () => 0.5);
    for (let attempt = 0; attempt < 5000; attempt += 1) backoff.next();
    expect(backoff.next()).toBe(500);
    backoff.reset();
    expect(backoff.next()).toBe(50);
  });
});
