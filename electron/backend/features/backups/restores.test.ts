import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RestoreRow } from '../../../../shared/features/backups/contract';
import { backupsOn, callsOf, someBackups } from '../../../../test/builders/backups';
import { aLog, aStore } from '../../../../test/builders/store';
import { anchorPath, readAnchors } from '../../store/anchor';
import { walkAudit } from '../../store/chainWalk';
import { openStore } from '../../store/open';
import type { Reader } from '../../store/types';

const reason = 'the morning import was wrong';

function holds(read: Reader, dataDir: string): boolean {
  for (const { finished, broken } of walkAudit(read, readAnchors(anchorPath(dataDir)))) {
    if (broken !== null) throw new Error(`row ${broken.sequence}: ${broken.reason}`);
    if (finished) return true;
  }
  return false;
}

/** A console with a point, then more rows, an erasure and an approved restore that waits for the next start. */
async function anArmedRestore() {
  const desk = await someBackups();
  const { approvals, backups, call, clock, note, store } = desk;
  const secret = store.commands.run({ actor: 'anna', action: 'test.put', input: {} }, (tx) =>
    store.payloads.put(tx, 'p1', 'name', 'Jeanne'),
  );
  note(30);
  const { point } = await backups.acts.create();
  clock.advance(60_000);
  note(300);
  store.commands.run({ actor: 'anna', action: 'test.erase', input: {} }, (tx) => store.payloads.erase(tx, 'p1'));
  const { id } = await call<{ id: string }>('requestRestore', { id: point, reason });
  approvals.approve('0', 'bruno');
  await call('restore', { id });
  return { ...desk, id, point, secret };
}

describe('a restore', () => {
  it('[BAK11] says beforehand what would be lost', async () => {
    const { backups, call, clock, note, store } = await someBackups();
    store.commands.run({ actor: 'anna', action: 'test.put', input: {} }, (tx) => store.payloads.put(tx, 'p1', 'name', 'Jeanne'));
    const { point } = await backups.acts.create();
    clock.advance(5_000);
    note(7);
    store.commands.run({ actor: 'anna', action: 'test.erase', input: {} }, (tx) => store.payloads.erase(tx, 'p1'));
    const plan = await call<{ tables: unknown[] }>('restorePlan', { id: point });
    // The point's own row in the journal is one of those commands.
    expect(plan).toMatchObject({ lostMs: 5_000, lostCommands: 9, erasures: 1, point: { id: point } });
    expect(plan.tables).toContainEqual({ table: 'person_keys', now: 0, restored: 1 });
    await expect(call('restorePlan', { id: 'none' })).rejects.toThrow('UNKNOWN_POINT');
  });

  it('[BAK11] needs another person, and an approval serves once and for that point alone', async () => {
    const { approvals, backups, call, dataDir } = await someBackups();
    const { point } = await backups.acts.create();
    const { id } = await call<{ id: string }>('requestRestore', { id: point, reason });
    expect(approvals.asked).toMatchObject([{ kind: 'restore', subject: id, requestedBy: 'anna', amount: null }]);
    await expect(call('restore', { id })).rejects.toThrow('NOT_APPROVED');
    expect(() => approvals.approve('0', 'anna')).toThrow('SELF');
    expect(existsSync(join(dataDir, 'restore.pending'))).toBe(false);
    approvals.approve('0', 'bruno');
    expect(await call('restore', { id })).toEqual({ restarting: false });
    await expect(call('restore', { id })).rejects.toThrow('UNKNOWN_RESTORE');
    expect(existsSync(join(dataDir, 'restore.pending'))).toBe(true);
  });

  it('[BAK11] of a point that was damaged since leaves everything as it is', async () => {
    const { approvals, backups, call, dataDir } = await someBackups();
    const { point } = await backups.acts.create();
    const { rows } = await call<{ rows: { file: string }[] }>('points', { limit: 1 });
    const { id } = await call<{ id: string }>('requestRestore', { id: point, reason });
    approvals.approve('0', 'bruno');
    writeFileSync(join(dataDir, 'backups', 'points', rows[0]?.file ?? ''), 'x');
    await expect(call('restore', { id })).rejects.toMatchObject({ code: 'FAILED', data: { problem: 'DAMAGED' } });
    expect(existsSync(join(dataDir, 'restore.pending.db'))).toBe(false);
    expect(approvals.stateOf({} as never, '0')).toBe('approved');
  });

  it('[BAK13] goes on with the journal of the point, keeps the old file, and keeps the erased erased', async () => {
    const { backups, clock, dataDir, id, secret, store } = await anArmedRestore();
    const lost = store.read.all(store.read.db.selectFrom('audit').select('sequence')).length;
    await backups.stop();
    store.close();

    const again = await aStore({ dataDir, clock });
    const after = callsOf(again, backupsOn(again));
    const rows = again.store.read.all(again.store.read.db.selectFrom('audit').selectAll().orderBy('sequence', 'desc'));
    expect(rows.length).toBeLessThan(lost);
    expect(rows[0]).toMatchObject({ action: 'backups.restored', actor: 'anna', subject: id });
    expect(holds(again.store.read, dataDir)).toBe(true);
    expect(again.store.payloads.get(again.store.read, secret)).toBeNull();
    const { restores, rto } = await after.state();
    expect(restores).toMatchObject([{ id, state: 'done', requestedBy: 'anna' }]);
    expect(rto.measuredMs).not.toBeNull();
    const kept = (restores[0] as RestoreRow).keptAs ?? '';
    expect(existsSync(join(dataDir, kept))).toBe(true);
    expect(existsSync(join(dataDir, 'restore.done'))).toBe(false);
    // Written on, closed and opened once more, the chain and its anchors still agree.
    after.note(600);
    again.store.close();
    const last = await aStore({ dataDir, clock });
    expect(holds(last.store.read, dataDir)).toBe(true);
  });

  it('[BAK13] that a crash cut off anywhere is continued by the next start', async () => {
    const { clock, dataDir, backups, store } = await anArmedRestore();
    await backups.stop();
    store.close();
    const mark = readFileSync(join(dataDir, 'restore.pending'), 'utf8');
    const kept = join(dataDir, (JSON.parse(mark) as { keptAs: string }).keptAs);
    const database = join(dataDir, 'console.db');
    const original = join(dataDir, 'original');
    copyFileSync(database, original);
    copyFileSync(join(dataDir, 'restore.pending.db'), join(dataDir, 'staged'));
    const opened = async () => {
      const again = await openStore({ dataDir, clock, log: aLog().log });
      const facts = again.read.all(again.read.db.selectFrom('facts').select('sequence').where('kind', '=', 'test.noted')).length;
      again.close();
      return facts;
    };
    const asBefore = () => {
      for (const path of [kept, `${kept}-wal`, `${kept}-shm`]) rmSync(path, { force: true });
      copyFileSync(original, database);
      copyFileSync(join(dataDir, 'staged'), join(dataDir, 'restore.pending.db'));
      writeFileSync(join(dataDir, 'restore.pending'), mark);
    };
    const crashes: (() => void)[] = [
      () => undefined,
      // After the log was put aside.
      () => writeFileSync(`${kept}-wal`, ''),
      // After the old file was put aside.
      () => renameSync(database, kept),
      // After the new one took its place.
      () => {
        renameSync(database, kept);
        renameSync(join(dataDir, 'restore.pending.db'), database);
      },
    ];
    for (const crash of crashes) {
      asBefore();
      crash();
      expect(await opened()).toBe(30);
      expect(readFileSync(kept).equals(readFileSync(original))).toBe(true);
      expect(await opened()).toBe(30);
    }
    // Staged but never armed: the database stays the one it is.
    asBefore();
    rmSync(join(dataDir, 'restore.pending'));
    expect(await opened()).toBe(330);
  });

  it('[BAK14] of a lost database waits for a second person to sign', async () => {
    const { call, clock, dataDir, store } = await someBackups();
    store.commands.run({ actor: 'owner', action: 'test', input: {} }, (tx) =>
      tx.run(
        tx.db.insertInto('backup_restores').values({
          ...{ id: 'r1', point: 'p', taken_at: 1, state: 'to-countersign', requested_by: 'anna', requested_at: 1, reason },
          ...{ approval: null, done_at: 2, duration_ms: 1, countersigned_by: null, countersigned_at: null, kept_as: 'none' },
        }),
      ),
    );
    await expect(call('countersign', { id: 'r1' })).rejects.toThrow('NOT_YOURS');
    await call('countersign', { id: 'r1' }, 'bruno');
    await expect(call('countersign', { id: 'r1' }, 'bruno')).rejects.toThrow('NOT_DUE');
    await expect(call('countersign', { id: 'r2' }, 'bruno')).rejects.toThrow('UNKNOWN_RESTORE');
    expect([clock.now() > 0, existsSync(dataDir)]).toEqual([true, true]);
  });
});
