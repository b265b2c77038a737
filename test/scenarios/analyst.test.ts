import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Backend, openBackend } from '../../electron/backend/compose';
import { type ManualClock, manualClock } from '../../electron/backend/kit/clock';
import { createLog } from '../../electron/backend/kit/log';
import { OWNER } from '../builders/actor';
import { walkingBars } from '../builders/bars';
import { type Client, presetSettings } from '../builders/console';
import { aFolder } from '../builders/store';
import { metronome } from '../builders/strategies';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5);
const reason = 'looked at by an analyst';

function aTapeFile(rows: number): string {
  const path = join(aFolder(), 'tape.csv');
  const { ts, open, high, low, close, volume } = walkingBars(rows, 5, 40_000);
  const lines = Array.from(ts, (at, i) => [START + at, open[i], high[i], low[i], close[i], volume[i]].join(','));
  writeFileSync(path, `ts,open,high,low,close,volume\n${lines.join('\n')}\n`);
  return path;
}

interface Session {
  readonly backend: Backend;
  readonly client: Client;
  readonly clock: ManualClock;
  /** Plays on until the market's time is so many minutes after the start of the tape. */
  until(minutes: number): Promise<void>;
}

async function aSession(dataDir: string, file: string): Promise<Session> {
  const clock = manualClock(Date.UTC(2026, 5, 1));
  const backend = await openBackend({
    dataDir,
    feed: { kind: 'file', path: file, instrument: 'BTCUSDT', speed: 1000 },
    host: 'web',
    version: '0.0.0-test',
    clock,
    log: createLog({ level: 'silent' }),
    env: {},
    strategies: [metronome(5, 0.015), metronome(25, 0.025, 'slow')],
  });
  await backend.start();
  const client = createRouterClient(backend.router, { context: { actor: OWNER, host: 'web', sessionId: null } }) as Client;
  const until = async (minutes: number) => {
    while (backend.market.now() < START + minutes * MINUTE) await clock.advanceAsync(20);
    await clock.advanceAsync(100);
  };
  return { backend, client, clock, until };
}

async function rowsOf(client: Client) {
  return (await client.signals.list({ filter: {}, cursor: null, limit: 500 })).rows;
}

describe('an analyst at the desk', () => {
  it('[SIG22] releases, rejects and cancels once, in time, with a reason that stays; also across a restart', {
    timeout: 60_000,
  }, async () => {
    const [dataDir, file] = [aFolder(), aTapeFile(900)];
    await presetSettings(dataDir, { signalTimeframes: ['5m', '15m'] });
    const first = await aSession(dataDir, file);
    let open: Awaited<ReturnType<typeof rowsOf>> = [];
    for (let minutes = 300; open.length < 2 && minutes < 800; minutes += 5) {
      await first.until(minutes);
      open = (await rowsOf(first.client)).filter(({ state, outcome }) => state === 'quarantined' && outcome === null);
    }
    const [one, two] = open;
    if (one === undefined || two === undefined) throw new Error('two open signals in quarantine are expected');

    expect(await first.client.signals.release({ id: one.id, reason })).toMatchObject({
      id: one.id,
      state: 'released',
      status: 'quarantined',
    });
    await expect(first.client.signals.release({ id: one.id, reason })).rejects.toMatchObject({
      code: 'ALREADY_DECIDED',
      data: { state: 'released' },
    });
    expect(await first.client.signals.reject({ id: two.id, reason })).toMatchObject({ state: 'rejected' });
    await expect(first.client.signals.release({ id: two.id, reason })).rejects.toMatchObject({
      code: 'ALREADY_DECIDED',
      data: { state: 'rejected' },
    });
    await expect(first.client.signals.release({ id: one.id, reason: 'no' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const closed = (await rowsOf(first.client)).find(({ outcome, state }) => outcome?.final === true && state === 'quarantined');
    await expect(first.client.signals.release({ id: closed?.id ?? '', reason })).rejects.toMatchObject({
      code: 'TOO_LATE',
      data: { result: closed?.outcome?.result },
    });
    await first.backend.stop();

    const second = await aSession(dataDir, file);
    onTestFinished(() => second.backend.stop());
    expect((await rowsOf(second.client)).find(({ id }) => id === one.id)).toMatchObject({ state: 'released', outcome: null });
    expect(await second.client.signals.cancel({ id: one.id, reason })).toMatchObject({
      outcome: { result: 'CANCELLED', final: true },
    });
    await expect(second.client.signals.cancel({ id: one.id, reason })).rejects.toMatchObject({ code: 'TOO_LATE' });
    await second.until(900);
    const { read } = second.backend.store;
    const outcomes = read.all(read.db.selectFrom('outcomes').select('result').where('signal_id', '=', one.id));
    expect(outcomes, 'the market says nothing more of it').toEqual([{ result: 'CANCELLED' }]);
    const { timeline } = await second.client.signals.get({ id: one.id });
    expect(timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['decided', 'sealed', 'quarantined', 'released', 'cancelled', 'outcome']),
    );
    expect(timeline.filter(({ note }) => note === reason).map(({ actor }) => actor)).toEqual(['owner', 'owner']);
    const { published, record } = await second.client.signals.rates({ filter: {} });
    expect(record.n).toBeGreaterThan(published.n);
  });

  it('[MKT26] finds a file where it stopped', async () => {
    const [dataDir, file] = [aFolder(), aTapeFile(300)];
    const first = await aSession(dataDir, file);
    await first.until(120);
    const stopped = first.backend.market.now();
    await first.backend.stop();
    const second = await aSession(dataDir, file);
    onTestFinished(() => second.backend.stop());
    expect(second.backend.market.now()).toBeLessThanOrEqual(stopped + MINUTE);
    expect(second.backend.market.now()).toBeGreaterThan(stopped - 2 * MINUTE);
    await second.until(300);
    const { series } = second.backend.store;
    const { ts } = series.readCandles(second.backend.market.source, 'BTCUSDT', '1m');
    expect(Array.from(ts)).toEqual(Array.from({ length: 300 }, (_, index) => START + index * MINUTE));
  });

  it('[AUD4] reads what people did apart from what the console did by itself', async () => {
    const session = await aSession(aFolder(), aTapeFile(60));
    onTestFinished(() => session.backend.stop());
    await session.client.notifications.markAllRead();
    const newest = await session.client.audit.list({ filter: {}, before: null, limit: 1 });
    const to = newest.rows[0]?.at ?? 0;
    const total = async (by?: 'people' | 'system') => {
      const page = await session.client.audit.list({ filter: by === undefined ? { to } : { to, by }, before: null, limit: 500 });
      const own = page.rows.map(({ actor }) => actor.startsWith('system:'));
      if (by !== undefined) expect(own.every((system) => system === (by === 'system'))).toBe(true);
      return page.total;
    };
    const people = await session.client.audit.list({ filter: { by: 'people' }, before: null, limit: 5 });
    expect(people.rows[0]).toMatchObject({ actor: 'owner', action: 'notifications.markAllRead' });
    expect((await total('people')) + (await total('system'))).toBe(await total());
  });

  it('[AUD2] [AUD3] finds what was done in the journal, page by page, and an unbroken chain', async () => {
    const session = await aSession(aFolder(), aTapeFile(60));
    onTestFinished(() => session.backend.stop());
    for (let count = 0; count < 12; count += 1) await session.client.notifications.markAllRead();
    const filter = { actions: ['notifications.markAllRead'] };
    const page = await session.client.audit.list({ filter, before: null, limit: 5 });
    expect(page).toMatchObject({ total: 12, actors: expect.arrayContaining(['owner', 'system:backend']) });
    await session.client.notifications.markAllRead();
    const seen = page.rows.map(({ sequence }) => sequence);
    for (let before = page.next; before !== null; ) {
      const { rows, next } = await session.client.audit.list({ filter, before, limit: 5 });
      seen.push(...rows.map(({ sequence }) => sequence));
      before = next;
    }
    expect(seen).toHaveLength(12);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    let last: unknown = null;
    for await (const progress of await session.client.audit.verify()) last = progress;
    expect(last).toMatchObject({ finished: true, broken: null });
    let text = '';
    for await (const piece of await session.client.audit.export({ filter })) text += piece.text;
    expect(text.trim().split('\r\n')).toHaveLength(14);
  });
});
