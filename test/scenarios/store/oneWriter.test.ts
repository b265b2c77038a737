import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStoreForReading } from '../../../electron/backend/store/open';
import { aChild } from '../../builders/child';
import { aFolder, aStore } from '../../builders/store';

const WRITER = join(import.meta.dirname, 'writer.child.ts');

it('refuses a second process by the number of the first, and lets it in when the first is killed', async () => {
  const dataDir = aFolder();
  const first = aChild(WRITER, [dataDir]);
  await first.line('open');

  const second = await aChild(WRITER, [dataDir]).ended();
  expect(second.code).toBe(3);
  expect(second.out).toContain('refused LOCKED');
  expect(second.out, 'the sentence names the process').toContain(`process ${first.process.pid}`);

  const reader = openStoreForReading({ dataDir });
  expect(reader.read.all(reader.read.db.selectFrom('audit').select('action'))).toEqual([{ action: 'test.open' }]);
  reader.close();

  first.process.kill('SIGKILL');
  await first.ended();
  const { store } = await aStore({ dataDir });
  expect(store.read.all(store.read.db.selectFrom('audit').select('action')), 'nothing committed is lost').toHaveLength(1);
});
