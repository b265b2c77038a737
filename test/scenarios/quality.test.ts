import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Backend, openBackend } from '../../electron/backend/compose';
import { type ManualClock, manualClock } from '../../electron/backend/kit/clock';
import { createLog } from '../../electron/backend/kit/log';
import { anActor, OWNER } from '../builders/actor';
import { walkingBars } from '../builders/bars';
import type { Client } from '../builders/console';
import { aPublishedClose, PASSED } from '../builders/quality';
import { aFolder, aSealedSignal } from '../builders/store';
import { metronome } from '../builders/strategies';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5);
const reason = 'looked at one by one';

function aTapeFile(): string {
  const path = join(aFolder(), 'tape.csv');
  const { ts, open, high, low, close, volume } = walkingBars(600, 5, 40_000);
  const lines = Array.from(ts, (at, i) => [START + at, open[i], high[i], low[i], close[i], volume[i]].join(','));
  writeFileSync(path, `ts,open,high,low,close,volume\n${lines.join('\n')}\n`);
  return path;
}

interface Session {
  readonly backend: Backend;
  readonly client: Client;
  readonly clock: ManualClock;
}

async function aSession(dataDir: string, file: string): Promise<Session> {
  const clock = manualClock(Date.UTC(2026, 5, 1));
  const backend = await openBackend({
    ...{ dataDir, host: 'web', version: '0.0.0-test', clock, env: {}, log: createLog({ level: 'silent' }) },
    feed: { kind: 'file', path: file, instrument: 'BTCUSDT', speed: 1000 },
    strategies: [metronome(5, 0.002), metronome(25, 0.025, 'slow')],
  });
  await backend.start();
  const client = createRouterClient(backend.router, { context: { actor: OWNER, host: 'web', sessionId: null } }) as Client;
  return { backend, client, clock };
}

const stop = ({ backend }: Session) => backend.stop();

describe('the quality desk behind the whole backend', () => {
  it('[QLT5] [QLT9] [QLT10] [QLT11] three stops pause the instrument, start the urgent review, and hold and refuse until somebody lifts it', {
    timeout: 60_000,
  }, async () => {
    const [dataDir, file] = [aFolder(), aTapeFile()];
    const first = await aSession(dataDir, file);
    const { store, market } = first.backend;
    const source = market.source;
    for (let i = 0; i < 3; i += 1) {
      aPublishedClose(store, { source, result: 'SL', r: -1, closedAt: START + (i + 1) * MINUTE, at: START + i });
      await first.clock.advanceAsync(1000);
    }
    const { active } = await first.client.quality.locks();
    expect(active).toMatchObject([{ scope: 'BTCUSDT', kind: 'stops', owner: 'system:quality' }]);
    const { rows: alerts } = await first.client.quality.alerts({ limit: 10 });
    expect(alerts.map(({ kind }) => kind).toSorted()).toEqual(['stops', 'win-rate']);
    const runs = async (session: Session) =>
      (await session.client.sop.runs({ filter: { procedures: ['QA-001'] }, cursor: null, limit: 10 })).rows;
    expect(await runs(first), 'one urgent review').toHaveLength(1);
    await stop(first);

    const second = await aSession(dataDir, file);
    expect((await second.client.quality.locks()).active).toEqual(active);
    const held = second.backend.store.commands.run({ actor: 'system:engine', action: 'test', input: {} }, (tx) =>
      aSealedSignal(tx, {
        ...{ source, at: START, entry: 5, status: 'quarantined', checks: PASSED, expiresAt: Number.MAX_SAFE_INTEGER },
      }),
    );
    await expect(second.client.signals.release({ id: held, reason })).rejects.toMatchObject({
      code: 'PAUSED',
      data: { scope: 'BTCUSDT', reason: '3 × SL' },
    });
    while (second.backend.market.now() < START + 590 * MINUTE) await second.clock.advanceAsync(50);
    const listed = (await second.client.signals.list({ filter: {}, cursor: null, limit: 500 })).rows;
    const validated = listed.filter((row) => row.status === 'validated' && row.strategy.startsWith('metronome'));
    expect(validated.length).toBeGreaterThan(0);
    expect(validated.every((row) => row.state === 'quarantined' && row.hold?.reason === 'paused')).toBe(true);

    const id = active[0]?.id ?? '';
    const unsure = { ...OWNER, steppedUpUntil: 0 };
    const careless = createRouterClient(second.backend.router, {
      context: { actor: unsure, host: 'web', sessionId: null },
    }) as Client;
    await expect(careless.quality.lift({ id, reason }), 'the second factor is asked for again').rejects.toThrow();
    const reader = createRouterClient(second.backend.router, {
      context: { actor: anActor(['quality:read'], { id: 'reader' }), host: 'web', sessionId: null },
    }) as Client;
    await expect(reader.quality.lift({ id, reason })).rejects.toThrow();
    expect(await second.client.quality.lift({ id, reason })).toMatchObject({ liftedBy: 'owner', liftedReason: reason });
    await expect(second.client.signals.release({ id: held, reason })).rejects.toMatchObject({ code: 'TOO_LATE' });
    await stop(second);

    const third = await aSession(dataDir, file);
    onTestFinished(() => stop(third));
    await third.clock.advanceAsync(1000);
    expect((await third.client.quality.locks()).active).toEqual([]);
    expect((await third.client.quality.alerts({ limit: 10 })).total, 'nothing is raised twice').toBe(2);
    expect(await runs(third)).toHaveLength(1);
  });
});
