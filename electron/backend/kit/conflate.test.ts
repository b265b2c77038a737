import { describe, expect, it } from 'vitest';
import { manualClock } from './clock';
import { conflate, flatten } from './conflate';

function aStream(hz: number, limit?: number) {
  const clock = manualClock(0);
  const end = new AbortController();
  let offer: (key: string, value: number) => void = () => undefined;
  let stopped = false;
  const stream = conflate<number>({
    clock,
    hz,
    signal: end.signal,
    ...(limit === undefined ? {} : { limit }),
    source: (tell) => {
      offer = tell;
      return () => {
        stopped = true;
      };
    },
  });
  return { clock, end, stream, offer: (key: string, value: number) => offer(key, value), isStopped: () => stopped };
}

describe('conflation', () => {
  it('gives the latest value per key, no faster than asked', async () => {
    const { clock, stream, offer } = aStream(10);
    const first = stream.next();
    await clock.advanceAsync(0);
    offer('a', 1);
    expect(await first).toEqual({ done: false, value: [1] });
    offer('a', 2);
    offer('b', 3);
    offer('a', 4);
    const second = stream.next();
    let told = false;
    void second.then(() => {
      told = true;
    });
    await clock.advanceAsync(99);
    expect(told).toBe(false);
    await clock.advanceAsync(1);
    expect(await second).toEqual({ done: false, value: [4, 3] });
  });

  it('keeps no more than the keys, or the limit, for one who does not read', async () => {
    const { clock, stream, offer } = aStream(10, 3);
    const first = stream.next();
    await clock.advanceAsync(0);
    offer('start', 0);
    await first;
    for (let index = 0; index < 1000; index += 1) offer(String(index), index);
    await clock.advanceAsync(1000);
    expect(await stream.next()).toEqual({ done: false, value: [997, 998, 999] });
  });

  it('ends at once when its reader is gone, whether it waits for news or for its turn', async () => {
    for (const news of [false, true]) {
      const { clock, end, stream, offer, isStopped } = aStream(1);
      const first = stream.next();
      await clock.advanceAsync(0);
      offer('a', 1);
      await first;
      if (news) offer('a', 2);
      const next = stream.next();
      await clock.advanceAsync(0);
      end.abort();
      expect((await next).done).toBe(true);
      expect([isStopped(), clock.pending()]).toEqual([true, 0]);
    }
  });

  it('can be told one by one', async () => {
    async function* batches() {
      yield [1, 2];
      yield [3];
    }
    const told: number[] = [];
    for await (const value of flatten(batches())) told.push(value);
    expect(told).toEqual([1, 2, 3]);
  });
});
