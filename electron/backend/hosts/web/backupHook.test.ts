import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { someBackups } from '../../../../test/builders/backups';
import { createBackupHook } from './backupHook';

it('[BAK12] the hook takes a proof with its token and nothing else', async () => {
  const { backups, call, clock } = await someBackups();
  const { token } = await call<{ token: string }>('createToken', { label: 'pg_dump' });
  const hook = createBackupHook(backups.supervision);
  const server = createServer((request, response) => void hook(request, response));
  await new Promise<void>((ready) => server.listen({ port: 0, host: '127.0.0.1' }, ready));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/backup-proof`;
  const post = async (body: string, secret = token) => {
    const headers = secret === '' ? {} : { authorization: `Bearer ${secret}` };
    return (await fetch(url, { method: 'POST', headers, body })).status;
  };
  const proof = (line: string, at: string | number) => JSON.stringify({ line, at });
  expect(await post(proof('redis-rdb', new Date(clock.now()).toISOString()))).toBe(204);
  expect(await post(proof('redis-rdb', clock.now()))).toBe(204);
  expect(await post(proof('redis-rdb', clock.now()), '')).toBe(401);
  expect(await post(proof('redis-rdb', clock.now()), 'a-token-that-nobody-made')).toBe(401);
  expect(await post(proof('none', clock.now()))).toBe(422);
  expect(await post(proof('redis-rdb', clock.now() + 3_600_000))).toBe(422);
  expect(await post(proof('redis-rdb', 'yesterday'))).toBe(400);
  expect(await post('not json')).toBe(400);
  expect(await post('x'.repeat(2_000))).toBe(413);
  expect((await fetch(url)).status).toBe(405);
});
