import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../../shared/base/time';
import { someBackups } from '../../../../test/builders/backups';

describe("proofs of the company's own backups", () => {
  it('[BAK12] come with a token that is stored as its digest, serves until it is revoked, and leaves its use in the journal', async () => {
    const { backups, call, clock, store } = await someBackups();
    const { id, token } = await call<{ id: string; token: string }>('createToken', { label: 'pg_dump' });
    const proof = { line: 'redis-rdb', at: clock.now() };
    const { take } = backups.supervision;
    expect(take(token, proof, 'hook')).toBe('taken');
    expect(take('another-token-of-the-kind', proof, 'hook')).toBe('UNKNOWN_TOKEN');
    expect(take(token, { ...proof, line: 'none' }, 'hook')).toBe('UNKNOWN_LINE');
    expect(take(token, { ...proof, at: clock.now() + HOUR }, 'hook')).toBe('IN_THE_FUTURE');
    const audit = store.read.db.selectFrom('audit').select(['actor', 'result', 'code']).where('action', '=', 'backups.proof');
    expect(store.read.all(audit)).toEqual([
      { actor: `hook:${id}`, result: 'done', code: null },
      { actor: 'hook:unknown', result: 'refused', code: 'UNKNOWN_TOKEN' },
      { actor: `hook:${id}`, result: 'refused', code: 'UNKNOWN_LINE' },
      { actor: `hook:${id}`, result: 'refused', code: 'IN_THE_FUTURE' },
    ]);
    const stored = store.read.all(store.read.db.selectFrom('backup_tokens').selectAll());
    expect(JSON.stringify(stored)).not.toContain(token);
    await call('revokeToken', { id });
    expect(take(token, proof, 'hook')).toBe('UNKNOWN_TOKEN');
    await expect(call('revokeToken', { id })).rejects.toThrow('UNKNOWN_TOKEN');
    expect(await call('tokens')).toMatchObject({ rows: [{ id, lastUsedAt: clock.now(), revokedAt: clock.now() }] });
  });

  it('[BAK12] that stay away are told once, and again after the next one came and stayed away', async () => {
    const { backups, call, clock, idle, store } = await someBackups();
    const { token } = await call<{ token: string }>('createToken', { label: 'redis' });
    const told = () =>
      store.read.all(store.read.db.selectFrom('facts').select('subject').where('kind', '=', 'backup.line-late')).length;
    const prove = () => backups.supervision.take(token, { line: 'redis-rdb', at: clock.now() }, 'hook');
    const wait = async (ms: number) => {
      clock.advance(ms);
      await idle();
      await clock.advanceAsync(60_000);
      await idle();
    };
    backups.start();
    expect(told()).toBe(0);
    prove();
    await wait(2 * HOUR);
    await wait(2 * HOUR);
    expect(told()).toBe(1);
    prove();
    await wait(30_000);
    await wait(2 * HOUR);
    expect(told()).toBe(2);
    await backups.stop();
  });
});
