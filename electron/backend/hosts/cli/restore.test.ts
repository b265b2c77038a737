import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupsOn, callsOf, someBackups } from '../../../../test/builders/backups';
import { aFolder, aStore } from '../../../../test/builders/store';
import type { RecoveryCheck } from '../../store/backup/lostRestore';
import { backupProofCommand } from './backupProof';
import { restoreCommand } from './restore';
import type { Terminal } from './terminal';

const CODE = 'abcd-efgh';
/** Reads the restored database, as the access does. */
const check: RecoveryCheck = async (read, code) => {
  const known = read.get(read.db.selectFrom('facts').select('sequence').where('kind', '=', 'test.noted').limit(1));
  return known !== undefined && code === CODE ? { operator: 'owner' } : 'wrong';
};

function aTerminal(now: number, stdin = '') {
  const told: string[] = [];
  const terminal: Terminal = {
    out: async (text) => told.push(text) > 0,
    problem: (line) => void told.push(line),
    read: () => Buffer.from(stdin),
    env: { LANG: 'en_GB.UTF-8' },
    now: () => now,
  };
  return { terminal, text: () => told.join('') };
}

async function aKeptConsole(passphrase?: string) {
  const desk = await someBackups();
  const { backups, call, clock, dataDir, note, store } = desk;
  if (passphrase !== undefined) {
    const s3 = { endpoint: '', region: '', bucket: '', prefix: '', accessKey: '' };
    await call('configure', { target: 'folder', folder: null, s3, encrypted: true, passphrase });
  }
  store.commands.run({ actor: 'anna', action: 'test', input: {} }, (tx) => store.payloads.put(tx, 'p1', 'name', 'Jeanne'));
  note(40);
  const old = await backups.acts.create();
  clock.advance(60_000);
  store.commands.run({ actor: 'anna', action: 'test', input: {} }, (tx) => store.payloads.erase(tx, 'p1'));
  await backups.acts.create();
  const from = join(dataDir, 'backups', 'points');
  const to = join(aFolder(), 'new');
  const run = async (args: readonly string[], stdin = '') => {
    const { terminal, text } = aTerminal(clock.now(), stdin);
    const code = await restoreCommand(args, terminal, check);
    return { code, text: text() };
  };
  return { ...desk, from, to, run, old: old.point };
}

describe('restore in the terminal', () => {
  it('[BAK14] brings a lost console back, and asks for a second person in the console', async () => {
    const { clock, from, run, to } = await aKeptConsole();
    const { code, text } = await run(['--from', from, '--data-dir', to, '--recovery-code', CODE]);
    expect(text).toMatch(/restored and compared/);
    expect(code).toBe(0);
    const again = await aStore({ dataDir: to, clock });
    const { call, state } = callsOf(again, backupsOn(again));
    const { restores } = await state();
    expect(restores).toMatchObject([{ state: 'to-countersign', requestedBy: 'owner' }]);
    await call('countersign', { id: restores[0]?.id }, 'bruno');
    const last = again.store.read.db.selectFrom('audit').select('action').orderBy('sequence', 'desc').limit(2);
    expect(again.store.read.all(last).map(({ action }) => action)).toEqual(['backups.countersign', 'backups.restored']);
  });

  it('[BAK14] of an older point keeps the erased erased, by the copy of the journal beside the points', async () => {
    const { call, clock, from, old, run, to } = await aKeptConsole();
    const { rows } = await call<{ rows: { id: string; file: string }[] }>('points', { limit: 9 });
    const file = rows.find(({ id }) => id === old)?.file ?? '';
    expect((await run(['--from', join(from, file), '--data-dir', to, '--recovery-code', CODE])).code).toBe(0);
    const again = await aStore({ dataDir: to, clock });
    expect(again.store.read.all(again.store.read.db.selectFrom('payloads').select('id'))).toHaveLength(1);
    expect(again.store.read.all(again.store.read.db.selectFrom('person_keys').select('person'))).toEqual([]);
  });

  it('[BAK14] needs the passphrase and the code, and leaves nothing behind without them', async () => {
    const { from, run, to } = await aKeptConsole('une longue phrase de passe');
    const args = ['--from', from, '--data-dir', to];
    expect(await run([...args, '--recovery-code', CODE])).toMatchObject({ code: 2 });
    const secret = [...args, '--passphrase-stdin'];
    expect(await run([...secret, '--recovery-code', CODE], 'une autre phrase\n')).toMatchObject({ code: 1 });
    const wrong = await run([...secret, '--recovery-code', 'wrong'], 'une longue phrase de passe\n');
    expect(wrong).toMatchObject({ code: 1, text: expect.stringContaining('recovery code') });
    expect(readdirSync(to)).toEqual([]);
    expect(await run([...secret, '--recovery-code', CODE], 'une longue phrase de passe\n')).toMatchObject({ code: 0 });
  });

  it('[BAK3] refuses a full directory, an empty source and a damaged point in one sentence', async () => {
    const { from, run, to } = await aKeptConsole();
    const code = ['--recovery-code', CODE];
    mkdirSync(to);
    expect(await run(['--from', to, '--data-dir', join(to, 'x'), ...code])).toMatchObject({ code: 2 });
    writeFileSync(join(to, 'something'), '');
    expect(await run(['--from', from, '--data-dir', to, ...code])).toMatchObject({ code: 2 });
    for (const name of readdirSync(from).filter((one) => one.endsWith('.gz'))) writeFileSync(join(from, name), 'x');
    const other = join(aFolder(), 'other');
    expect(await run(['--from', from, '--data-dir', other, ...code])).toMatchObject({ code: 1 });
    expect(readdirSync(other)).toEqual([]);
    expect(await run(['--from', from])).toMatchObject({ code: 2 });
    expect(await run(['--help'])).toMatchObject({ code: 0 });
  });
});

describe('backup-proof in the terminal', () => {
  it('[BAK12] leaves a proof that the console takes, and says no to a wrong token, line or time', async () => {
    const { backups, call, clock, dataDir } = await someBackups();
    const { token } = await call<{ token: string }>('createToken', { label: 'pg_dump' });
    const { terminal } = aTerminal(clock.now());
    const at = new Date(clock.now() - 60_000).toISOString();
    const run = (line: string, secret: string, when: string) =>
      backupProofCommand(['--line', line, '--token', secret, '--at', when, '--data-dir', dataDir], terminal);
    expect(await run('postgresql-full', token, at)).toBe(0);
    expect(await run('postgresql-full', 'x'.repeat(20), at)).toBe(1);
    expect(await run('nothing', token, at)).toBe(1);
    expect(await run('postgresql-full', token, '2030-01-01')).toBe(2);
    backups.supervision.takeInbox();
    const [line] = backups.supervision.lines(clock.now());
    expect(line).toMatchObject({ id: 'postgresql-full', state: 'ok', lastProofVia: 'terminal', ageMs: 60_000 });
    expect(readdirSync(join(dataDir, 'proof-inbox'))).toEqual([]);
  });
});
