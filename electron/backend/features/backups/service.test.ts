import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../../shared/base/time';
import type { Point } from '../../../../shared/features/backups/contract';
import { someBackups } from '../../../../test/builders/backups';
import { aFolder } from '../../../../test/builders/store';
import { startS3Fake } from '../../../../test/fakes/s3/s3Fake';
import { s3Bucket } from '../../connectors/s3/bucket';
import { systemClock } from '../../kit/clock';
import { nextTurn } from '../../kit/turn';
import { TargetFault } from './target';

type Rows = { rows: Point[]; total: number };
const LOCAL = { target: 'folder', folder: null, encrypted: false } as const;
const BUCKET = { endpoint: '', region: 'eu-west-3', bucket: 'points', prefix: 'console', accessKey: 'key' };

async function aWatched(more: Parameters<typeof someBackups>[1] = {}) {
  const made = await someBackups({}, more);
  const { backups, call, clock, dataDir, idle, store } = made;
  onTestFinished(() => backups.stop());
  const folder = join(dataDir, 'backups', 'points');
  const points = async () => (await call<Rows>('points', { limit: 100 })).rows;
  const consolePoints = async () => (await points()).filter(({ database }) => database === 'console');
  const facts = (kind: string) =>
    store.read.all(store.read.db.selectFrom('facts').select('data_json').where('kind', '=', kind)).length;
  /** Half a minute at a time, so that each thing due is finished before the next is looked at. */
  const pass = async (ms: number) => {
    for (let at = 0; at < ms; at += 30_000) {
      await clock.advanceAsync(30_000);
      await idle();
    }
  };
  return { ...made, folder, points, consolePoints, facts, pass };
}

describe('the watch over the console itself', () => {
  it('[BAK5] makes points while something changes, and none while nothing does', async () => {
    const { backups, consolePoints, idle, note, pass, points, state } = await aWatched();
    note(400);
    backups.start();
    await idle();
    await pass(MINUTE);
    expect((await points()).map(({ database, state: found }) => [database, found])).toEqual([
      ['market', 'verified'],
      ['console', 'verified'],
    ]);
    await pass(40 * MINUTE);
    expect(await consolePoints()).toHaveLength(1);
    expect((await state()).rpo).toMatchObject({ changed: false, exposedMs: 0, state: 'ok' });
    note();
    await pass(MINUTE);
    expect((await consolePoints()).map(({ kind }) => kind)).toEqual(['incremental', 'full']);
    await pass(HOUR);
    note();
    await pass(MINUTE);
    expect((await consolePoints()).map(({ kind }) => kind)).toEqual(['full', 'incremental', 'full']);
  });

  it('[BAK5] makes one point after a long sleep', async () => {
    const { backups, clock, consolePoints, idle, note, pass } = await aWatched();
    note();
    backups.start();
    await idle();
    await pass(MINUTE);
    note();
    clock.advance(9 * HOUR);
    await idle();
    expect(await consolePoints()).toHaveLength(2);
  });

  it('[BAK9] tells once that it failed or is late, tries again, and is armed anew when it is well', async () => {
    const { backups, facts, folder, idle, note, pass, state } = await aWatched();
    note();
    writeFileSync(join(folder, '..'), '', { flag: 'a' });
    backups.start();
    await idle();
    expect((await state()).lastEnd).toMatchObject({ ok: false });
    await pass(50 * MINUTE);
    expect((await state()).rpo.state).toBe('amber');
    expect([facts('backup.failed'), facts('backup.late')]).toEqual([1, 1]);
    rmSync(join(folder, '..'));
    await pass(7 * MINUTE);
    expect((await state()).rpo.state).toBe('ok');
    expect((await state()).lastEnd).toMatchObject({ ok: true });
    rmSync(join(folder, '..'), { recursive: true });
    writeFileSync(join(folder, '..'), '');
    note();
    await pass(70 * MINUTE);
    expect([facts('backup.failed'), facts('backup.late')]).toEqual([2, 2]);
  });

  it('[BAK9] a full disk is named, and what was kept before stays', async () => {
    let full = false;
    const kept = new Map<string, Buffer>();
    const { backups, call, note, points, state } = await aWatched({
      bucket: () => ({
        kind: 's3',
        put: async (name, path) => {
          if (full) throw new TargetFault('DISK_FULL', 'no room');
          kept.set(name, readFileSync(path));
        },
        get: async (name, path) => writeFileSync(path, kept.get(name) ?? ''),
        list: async () => [...kept.keys()],
        remove: async (name) => void kept.delete(name),
        probe: async () => undefined,
      }),
    });
    await call('configure', { ...LOCAL, target: 's3', s3: BUCKET, s3Secret: 'secret' });
    await backups.acts.create();
    full = true;
    note();
    await expect(backups.acts.create()).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect((await state()).lastEnd).toMatchObject({ problem: 'DISK_FULL' });
    expect((await points()).map((one) => one.state)).toEqual(['verified']);
  });
});

describe('a point on record', () => {
  it('[BAK1] counts as verified only after it was fetched, restored and compared', async () => {
    const { backups, call, clock, folder, idle, note, points, state } = await aWatched();
    note(5);
    const { point } = await backups.acts.create();
    expect(await points()).toMatchObject([{ id: point, state: 'verified', verifiedAt: clock.now(), kind: 'full' }]);
    expect(backups.verifiedState(clock.now())).toEqual({ lastVerifiedAt: clock.now(), point });
    const [file = ''] = readdirSync(folder);
    expect(statSync(join(folder, file)).mode & 0o77).toBe(0);
    writeFileSync(join(folder, file), 'something else');
    await call('verify', { id: point });
    await idle();
    expect(await points()).toMatchObject([{ state: 'failed', problem: 'DAMAGED' }]);
    expect((await state()).rpo.lastVerifiedAt).toBeNull();
    await expect(call('drill')).rejects.toThrow('NO_POINT');
  });

  it('[BAK6] goes when its time is over, file and manifest, and the last verified stays', async () => {
    const { backups, clock, folder, idle, note, points } = await aWatched();
    await backups.acts.create();
    clock.advance(31 * DAY);
    expect(await points()).toHaveLength(1);
    note();
    backups.start();
    await idle();
    expect(await points()).toHaveLength(1);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('[BAK10] is found again from the folder when the catalogue is lost', async () => {
    const { backups, call, folder, points, store } = await aWatched();
    await backups.acts.create();
    const [before] = await points();
    writeFileSync(join(folder, 'strange.json'), '{"a": 1}');
    writeFileSync(join(folder, 'stranger.json'), 'not json');
    store.commands.run({ actor: 'test', action: 'test', input: {} }, (tx) => tx.run(tx.db.deleteFrom('backup_points')));
    expect(await call('rebuild')).toEqual({ found: 3, added: 1 });
    expect(await points()).toEqual([{ ...before, state: 'unverified', verifiedAt: null }]);
    expect(await call('rebuild')).toEqual({ found: 3, added: 0 });
  });

  it('[BAK7] is drilled: the whole way back, measured and on record', async () => {
    const { backups, call, state } = await aWatched();
    expect((await state()).rto.state).toBe('unknown');
    await backups.acts.create();
    const drill = await backups.acts.drill();
    expect(await state()).toMatchObject({
      rto: { measuredMs: drill.durationMs, state: 'ok' },
      drills: [{ id: drill.drill, ok: true, point: drill.point }],
    });
    await call('drill');
    await expect(call('create', { database: 'console' })).rejects.toThrow('BUSY');
    await call('cancel');
    await expect(backups.stop()).resolves.toBeUndefined();
    expect((await state()).drills[0]).toMatchObject({ ok: false, problem: 'CANCELLED' });
    await expect(call('cancel')).rejects.toThrow('NOTHING_RUNS');
  });
});

describe('a job that is called off', () => {
  it.each(['copy', 'store', 'fetch', 'compare'] as const)(
    '[BAK9] while it is at %s leaves no half point and nothing in the way',
    async (stage) => {
      const { backups, call, dataDir, facts, note, points, state } = await aWatched();
      note(50);
      const making = backups.acts.create();
      let at = (await state()).job?.stage;
      while (at !== undefined && at !== stage) {
        await nextTurn();
        at = (await state()).job?.stage;
      }
      await call('cancel');
      await expect(making).rejects.toThrow('cancelled');
      expect((await points()).filter((one) => one.state === 'verified')).toEqual([]);
      expect(readdirSync(join(dataDir, 'backup-work')).filter((name) => !name.endsWith('.pages'))).toEqual([]);
      expect(facts('backup.failed')).toBe(0);
      await backups.acts.create();
      expect((await points())[0]).toMatchObject({ state: 'verified', kind: 'full' });
    },
  );
});

describe('the settings', () => {
  it('[BAK4] encrypt with a passphrase that is asked for first; secrets lie in a file of their own, which is never told', async () => {
    const { backups, call, dataDir, folder, points, state } = await aWatched();
    await expect(call('configure', { ...LOCAL, s3: BUCKET, encrypted: true })).rejects.toThrow('NO_PASSPHRASE');
    await call('configure', { ...LOCAL, s3: BUCKET, encrypted: true, passphrase: 'une longue phrase de passe' });
    await backups.acts.create();
    expect(await points()).toMatchObject([{ encrypted: true, state: 'verified' }]);
    const [file = ''] = readdirSync(folder);
    expect(readFileSync(join(folder, file)).subarray(0, 8).toString()).toBe('SIRRIUSB');
    expect(statSync(join(dataDir, 'backup-secrets.json')).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(await state())).not.toContain('longue phrase');
    expect((await state()).secrets).toMatchObject({ passphrase: true, s3: false });
  });

  it('[BAK8] lead to a bucket, are tried before they are believed, and its bad days are met', async () => {
    const fake = await startS3Fake();
    onTestFinished(() => fake.close());
    const times = { silentMs: 2_000, connectMs: 500, firstWaitMs: 1 };
    const { backups, call, points } = await aWatched({
      bucket: (given, secret) => s3Bucket({ ...given, secret, clock: systemClock(), random: () => 0, times }),
    });
    const s3 = { ...BUCKET, endpoint: fake.endpoint };
    const wanted = { ...LOCAL, target: 's3', s3 };
    await expect(call('configure', wanted)).rejects.toThrow('NO_S3_SECRET');
    fake.days.push('forbidden');
    await expect(call('configure', { ...wanted, s3Secret: 'x' })).rejects.toMatchObject({ code: 'UNREACHABLE' });
    await call('configure', { ...wanted, s3Secret: 'x' });
    fake.days.push('slow-down', 'slow-down');
    await backups.acts.create();
    expect(await points()).toMatchObject([{ target: 's3', state: 'verified' }]);
    fake.days.push('cut-body');
    await backups.acts.verify();
    await expect(call('configure', { ...LOCAL, s3, folder: 'relative' })).rejects.toThrow('FOLDER_UNUSABLE');
  });

  it('take a folder elsewhere', async () => {
    const { backups, call, state } = await aWatched();
    expect((await state()).sameFolder).toBe(true);
    const folder = aFolder();
    await call('configure', { ...LOCAL, folder, s3: BUCKET });
    await backups.acts.create();
    expect(readdirSync(folder)).toHaveLength(2);
    expect((await state()).sameFolder).toBe(false);
  });
});
