import { describe, expect, it } from 'vitest';
import { PriceGuard } from './plausibility';

const trade = (ts: number, price: number) => ({ ts, price, amount: 1, id: null });

describe('absurd prices on a feed of trades', () => {
  it('[MKT8] 20 % away is accepted, more is not', () => {
    const guard = new PriceGuard();
    expect([100, 120, 96].map((price) => guard.accepts(price))).toEqual([true, true, true]);
    expect([115.3, 76.7].map((price) => guard.accepts(price))).toEqual([false, false]);
    expect(guard.accepts(100)).toBe(true);
  });

  it('[MKT8] five trades within 1 % in 10 s make the level real and are handed back', () => {
    const guard = new PriceGuard();
    guard.accepts(100);
    for (let index = 0; index < 4; index += 1) expect(guard.doubt(trade(index * 1000, 60 + index * 0.1))).toEqual([]);
    expect(guard.refused).toBe(4);
    expect(guard.doubt(trade(9_999, 60.2)).map((one) => one.ts)).toEqual([0, 1000, 2000, 3000, 9_999]);
    expect(guard.refused).toBe(0);
    expect(guard.accepts(61)).toBe(true);
  });

  it('[MKT8] five in more than 10 s, or at scattered prices, do not', () => {
    const slow = new PriceGuard();
    slow.accepts(100);
    for (let index = 0; index < 8; index += 1) expect(slow.doubt(trade(index * 2_500, 60))).toEqual([]);
    const scattered = new PriceGuard();
    scattered.accepts(100);
    for (let index = 0; index < 8; index += 1) expect(scattered.doubt(trade(index, 60 - index))).toEqual([]);
    expect([slow.refused, scattered.refused]).toEqual([8, 8]);
  });
});
