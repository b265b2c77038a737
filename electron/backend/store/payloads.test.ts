import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aStore } from '../../../test/builders/store';

const request = { actor: 'anna', action: 'test.person', input: {} };
const SECRET = 'Geneviève Éléonore, 06 12 34 56 78';

it('keeps personal values unreadable in the file and readable through the store', async () => {
  const { store, dataDir } = await aStore();
  const id = store.commands.run(request, (tx) => store.payloads.put(tx, 'person:1', 'contact', { name: SECRET }));
  expect(store.payloads.get(store.read, id)).toEqual({ name: SECRET });
  const bytes = ['console.db', 'console.db-wal'].map((name) => readFileSync(join(dataDir, name)).toString('utf8')).join('');
  expect(bytes).not.toContain('06 12 34');
});

it('forgets a person for good, and only that person', async () => {
  const { store } = await aStore();
  const [one, other] = store.commands.run(request, (tx) => [
    store.payloads.put(tx, 'person:1', 'contact', SECRET),
    store.payloads.put(tx, 'person:2', 'contact', 'other'),
  ]);
  const key = store.read.get(store.read.db.selectFrom('person_keys').select('key').where('person', '=', 'person:1'))?.key;
  expect(store.commands.run(request, (tx) => store.payloads.erase(tx, 'person:1'))).toBe(true);
  expect(store.payloads.get(store.read, one ?? '')).toBeNull();
  expect(store.payloads.get(store.read, other ?? '')).toBe('other');
  expect(
    store.commands.run(request, (tx) => store.payloads.erase(tx, 'person:1')),
    'there is nothing left to erase',
  ).toBe(false);

  store.close();
  const file = readFileSync(join(store.dataDir, 'console.db'));
  expect(key).toBeDefined();
  expect(file.includes(Buffer.from(key ?? [])), 'the key’s bytes are overwritten in the file').toBe(false);
});

it('notices bytes that were exchanged', async () => {
  const { store } = await aStore();
  const [one, two] = store.commands.run(request, (tx) => [
    store.payloads.put(tx, 'person:1', 'contact', 'one'),
    store.payloads.put(tx, 'person:1', 'contact', 'two'),
  ]);
  const stored = store.read.get(
    store.read.db
      .selectFrom('payloads')
      .selectAll()
      .where('id', '=', one ?? ''),
  );
  store.commands.run(request, (tx) => {
    const { nonce, ciphertext } = stored ?? { nonce: Buffer.alloc(0), ciphertext: Buffer.alloc(0) };
    tx.run(
      tx.db
        .updateTable('payloads')
        .set({ nonce, ciphertext })
        .where('id', '=', two ?? ''),
    );
  });
  expect(() => store.payloads.get(store.read, two ?? '')).toThrow();
});
