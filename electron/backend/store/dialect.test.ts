import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { aFolder } from '../../../test/builders/store';
import { queryDb } from './dialect';
import { InvariantError } from './refusal';
import { StatementCache } from './sqlite';

interface Schema {
  numbers: { n: number };
}

function aDatabase(): Database.Database {
  const db = new Database(join(aFolder(), 'test.db'));
  onTestFinished(() => void db.close());
  db.exec('CREATE TABLE numbers (n INTEGER); INSERT INTO numbers VALUES (1), (2), (3)');
  return db;
}

it('prepares a query once, whatever its values', async () => {
  const db = aDatabase();
  const cache = new StatementCache(db);
  const kysely = queryDb<Schema>(db, cache);
  const above = (n: number) => kysely.selectFrom('numbers').select('n').where('n', '>', n).orderBy('n').execute();
  expect(await above(1)).toEqual([{ n: 2 }, { n: 3 }]);
  expect(await above(2)).toEqual([{ n: 3 }]);
  expect(cache.size).toBe(1);
});

it('sees a column that was added after the statement was prepared', async () => {
  const db = aDatabase();
  const kysely = queryDb<Schema>(db);
  const all = () => kysely.selectFrom('numbers').selectAll().where('n', '=', 1).execute();
  await all();
  db.exec('ALTER TABLE numbers ADD COLUMN word TEXT DEFAULT "x"'.replaceAll('"', "'"));
  expect(await all()).toEqual([{ n: 1, word: 'x' }]);
});

it('lets go of the statement that was not used for longest', () => {
  const cache = new StatementCache(aDatabase(), 2);
  const first = cache.get('SELECT 1');
  cache.get('SELECT 2');
  cache.get('SELECT 1');
  cache.get('SELECT 3');
  expect(cache.size).toBe(2);
  expect(cache.get('SELECT 1'), 'used more recently than SELECT 2').toBe(first);
});

it('streams while the same query is asked again', async () => {
  const kysely = queryDb<Schema>(aDatabase());
  const query = kysely.selectFrom('numbers').select('n').orderBy('n');
  const seen: number[] = [];
  for await (const { n } of query.stream()) {
    seen.push(n, (await query.execute()).length);
  }
  expect(seen).toEqual([1, 3, 2, 3, 3, 3]);
});

it('opens no transaction that would stay open across other work', async () => {
  const kysely = queryDb<Schema>(aDatabase());
  await expect(kysely.transaction().execute(async () => 1)).rejects.toThrow(InvariantError);
});
