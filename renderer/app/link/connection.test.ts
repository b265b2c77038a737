import { describe, expect, it } from 'vitest';
import { backoffMs, Connection } from './connection';
import { SessionEnded, type Transport } from './transport';

/** Timers that run when the test says so. */
function manualTimers() {
  let now = 0;
  let last = 0;
  const waiting = new Map<number, { readonly at: number; readonly run: () => void }>();
  return {
    setTimeout: (run: () => void, ms: number) => {
      last += 1;
      waiting.set(last, { at: now + ms, run });
      return last;
    },
    clearTimeout: (handle: unknown) => {
      waiting.delete(handle as number);
    },
    random: () => 1,
    async advance(ms: number) {
      now += ms;
      for (const [handle, timer] of [...waiting]) {
        if (timer.at > now) continue;
        waiting.delete(handle);
        timer.run();
      }
      await settled();
    },
  };
}

/** Lets every promise that is ready run its course. */
const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

function fakeVenue() {
  const lost: ((how: 'lost' | 'ended') => void)[] = [];
  let refusing: Error | null = null;
  let attempts = 0;
  return {
    connect: async (): Promise<Transport> => {
      attempts += 1;
      if (refusing !== null) throw refusing;
      const closed = Promise.withResolvers<'lost' | 'ended'>();
      lost.push(closed.resolve);
      return { link: { call: () => Promise.resolve(null) }, closed: closed.promise, close: () => closed.resolve('lost') };
    },
    refuse: (error: Error | null) => {
      refusing = error;
    },
    cut: (how: 'lost' | 'ended' = 'lost') => lost.at(-1)?.(how),
    attempts: () => attempts,
  };
}

async function opened() {
  const timers = manualTimers();
  const venue = fakeVenue();
  const connection = new Connection(venue.connect, timers);
  connection.start();
  await settled();
  return { timers, venue, connection };
}

describe('a connection', () => {
  it('tells connecting, connected, reconnecting and connected again', async () => {
    const { timers, venue, connection } = await opened();
    const seen: string[] = [];
    connection.subscribe(() => seen.push(connection.state));
    expect(connection.state).toBe('connected');
    venue.cut();
    await settled();
    await timers.advance(250);
    expect(seen).toEqual(['reconnecting', 'connected']);
    expect(venue.attempts()).toBe(2);
  });

  it('says offline after repeated failures and still comes back by itself', async () => {
    const { timers, venue, connection } = await opened();
    venue.refuse(new Error('refused'));
    venue.cut();
    await settled();
    for (let attempt = 0; attempt < 8; attempt += 1) await timers.advance(8_000);
    expect(connection.state).toBe('offline');
    venue.refuse(null);
    await timers.advance(8_000);
    expect(connection.state).toBe('connected');
  });

  it('tries at once when the network comes back', async () => {
    const { venue, connection } = await opened();
    venue.cut();
    await settled();
    connection.retryNow();
    await settled();
    expect(connection.state).toBe('connected');
  });

  it('gives a waiting call the transport that comes, or fails it when none does', async () => {
    const { timers, venue, connection } = await opened();
    venue.refuse(new Error('refused'));
    venue.cut();
    await settled();
    const early = connection.transport(10_000);
    const late = connection.transport(100);
    const failed = late.catch((error: unknown) => (error as { kind: string }).kind);
    await timers.advance(100);
    expect(await failed).toBe('unreachable');
    venue.refuse(null);
    await timers.advance(8_000);
    expect(await early).toHaveProperty('link');
  });

  it('never comes back from an ended session, and fails every call with that reason', async () => {
    const { timers, venue, connection } = await opened();
    venue.cut('ended');
    await settled();
    await timers.advance(60_000);
    expect(connection.state).toBe('ended');
    expect(venue.attempts()).toBe(1);
    await expect(connection.transport(1_000)).rejects.toMatchObject({ kind: 'ended' });
  });

  it('sees a session that ended before it began', async () => {
    const timers = manualTimers();
    const venue = fakeVenue();
    venue.refuse(new SessionEnded());
    const connection = new Connection(venue.connect, timers);
    connection.start();
    await settled();
    expect(connection.state).toBe('ended');
  });
});

it('waits twice as long each time, at most eight seconds, at least half of it', () => {
  expect([0, 1, 2, 9].map((attempt) => backoffMs(attempt, 1))).toEqual([250, 500, 1_000, 8_000]);
  expect([0, 1, 2, 9].map((attempt) => backoffMs(attempt, 0))).toEqual([125, 250, 500, 4_000]);
});
