import { describe, expect, it } from 'vitest';
import { manualClock } from '../kit/clock';
import { ConnectorFault, problemOfStatus, retryAfterMs } from './fault';
import { Line, type LineOptions } from './line';

const START = 1_000_000;

function aLine(given: Partial<LineOptions> = {}) {
  const clock = manualClock(START);
  const line = new Line({
    clock,
    random: () => 1,
    limits: [{ name: 'reads', limit: 2, windowMs: 60_000 }],
    timeoutMs: 5_000,
    faultOf: (error) => new ConnectorFault('UNREACHABLE', String(error)),
    ...given,
  });
  return { clock, line };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the line to a vendor', () => {
  it('[CON4] begins no more than the limit within its window, in the order of asking', async () => {
    const { clock, line } = aLine();
    const begun: number[] = [];
    const calls = [1, 2, 3].map((n) => line.call(async () => void begun.push(n)));
    await settled();
    expect(begun).toEqual([1, 2]);
    expect(line.health()).toMatchObject({ waiting: 1, quotas: [{ name: 'reads', used: 2, limit: 2 }] });
    await clock.advanceAsync(59_999);
    expect(begun, 'the window is not over').toEqual([1, 2]);
    await clock.advanceAsync(1);
    await Promise.all(calls);
    expect(begun).toEqual([1, 2, 3]);
  });

  it('[CON4] asks nothing before a vendor wants to be asked again', async () => {
    const { clock, line } = aLine({ limits: [] });
    const limited = line.call(() => Promise.reject(new ConnectorFault('RATE_LIMITED', 'slow down', { retryAfterMs: 7_000 })));
    await expect(limited).rejects.toMatchObject({ problem: 'RATE_LIMITED' });
    expect(line.health()).toMatchObject({ pausedUntil: START + 7_000, fault: { problem: 'RATE_LIMITED', message: 'slow down' } });
    let asked = false;
    const next = line.call(async () => {
      asked = true;
    });
    await clock.advanceAsync(6_999);
    expect(asked).toBe(false);
    await clock.advanceAsync(1);
    await next;
    expect(line.health(), 'a success clears the fault').toMatchObject({
      fault: null,
      pausedUntil: null,
      lastOkAt: START + 7_000,
    });
  });

  it('[CON4] lets as many run at once as it was told', async () => {
    const { line } = aLine({ limits: [], parallel: 2 });
    let running = 0;
    let most = 0;
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await settled();
      running -= 1;
    };
    await Promise.all([1, 2, 3, 4, 5].map(() => line.call(work)));
    expect(most).toBe(2);
  });

  it('[CON5] ends a call without an answer, which may have done its work', async () => {
    const { clock, line } = aLine();
    const silent = line.call(
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    const ended = expect(silent).rejects.toMatchObject({ problem: 'UNREACHABLE', maybeDone: true });
    await clock.advanceAsync(5_000);
    await ended;
    expect(clock.pending(), 'no timer is left behind').toBe(0);
  });

  it('[CON5] has a word for every status and reads both forms of Retry-After', () => {
    expect([401, 403, 429, 500, 503, 404].map(problemOfStatus)).toEqual([
      'REFUSED',
      'REFUSED',
      'RATE_LIMITED',
      'VENDOR_DOWN',
      'VENDOR_DOWN',
      'INVALID',
    ]);
    expect([
      retryAfterMs('3', 0),
      retryAfterMs('Thu, 01 Jan 1970 00:00:09 GMT', 4_000),
      retryAfterMs('soon', 0),
      retryAfterMs(null, 0),
    ]).toEqual([3_000, 5_000, null, null]);
  });
});
