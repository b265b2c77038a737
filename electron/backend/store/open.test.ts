import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { aFolder, aLog, aStore, TEST_START } from '../../../test/builders/store';
import { manualClock } from '../kit/clock';
import { sha256Hex } from '../kit/hash';
import { CONSOLE_FILE } from './databases';
import { applyMigrations } from './migrate';
import { openStore, openStoreForReading } from './open';
import type { StoreRefusal } from './refusal';

const request = { actor: 'anna', action: 'test.do', input: {} };
const options = (dataDir: string) => ({ dataDir, clock: manualClock(TEST_START), log: aLog().log });
const refusal = (code: string) => expect.objectContaining({ name: 'StoreRefusal', code });

/** The databases of a folder by their digests, to show that none was touched. */
function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.db'));
  return Object.fromEntries(names.map((name) => [name, sha256Hex(readFileSync(join(folder, name)))]));
}

async function aClosedStore(): Promise<string> {
  const { store, dataDir } = await aStore();
  store.commands.run(request, (tx) => tx.fact('a', 's'));
  store.close();
  return dataDir;
}

it('makes a private directory with two files and leaves nothing beside them when it is closed', async () => {
  const dataDir = join(aFolder(), 'new', 'data');
  const { store } = await aStore({ dataDir });
  const mode = (name: string): string => (statSync(join(dataDir, name)).mode & 0o777).toString(8);
  expect(mode('.')).toBe('700');
  store.commands.run(request, (tx) => tx.fact('a', 's'));
  for (const name of readdirSync(dataDir)) expect(`${name} ${mode(name)}`).toBe(`${name} 600`);
  store.close();
  expect(readdirSync(dataDir).toSorted()).toEqual(['anchors.ndjson', 'console.db', 'lock.db', 'market.db', 'reserve.bin']);
});

it('keeps what was committed from one start to the next', async () => {
  const dataDir = await aClosedStore();
  const { store } = await aStore({ dataDir });
  expect(store.facts.head()).toBe(1);
  store.commands.run(request, () => 0);
  expect(store.read.all(store.read.db.selectFrom('audit').select('sequence'))).toHaveLength(2);
});

it('loses no commit to a power cut in console.db, and may in market.db', async () => {
  const { store } = await aStore();
  const db = new Database(join(store.dataDir, 'console.db'), { readonly: true });
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  db.close();
  expect(CONSOLE_FILE.synchronous).toBe('FULL');
});

it('refuses a second writer by the pid of the first, and lets go when that is closed', async () => {
  const { store, dataDir } = await aStore();
  await expect(openStore(options(dataDir))).rejects.toThrow(refusal('LOCKED'));
  await expect(openStore(options(dataDir))).rejects.toMatchObject({ data: { dataDir, pid: process.pid } });
  store.close();
  const { store: next } = await aStore({ dataDir });
  next.close();
});

it('lets readers in beside the writer, who see each commit', async () => {
  const { store, dataDir } = await aStore();
  const reader = openStoreForReading({ dataDir });
  store.commands.run(request, (tx) => tx.fact('a', 's'));
  expect(reader.read.all(reader.read.db.selectFrom('facts').select('kind'))).toEqual([{ kind: 'a' }]);
  expect(reader.series.readCandles('simulation', 'BTCUSDT', '1m').ts).toHaveLength(0);
  reader.close();
});

it('refuses a file from the future without touching it', async () => {
  const dataDir = await aClosedStore();
  const db = new Database(join(dataDir, 'console.db'));
  db.pragma('user_version = 9990');
  db.close();
  const before = contents(dataDir);
  await expect(openStore(options(dataDir))).rejects.toThrow(refusal('FUTURE_FILE'));
  expect(() => openStoreForReading({ dataDir })).toThrow(refusal('FUTURE_FILE'));
  expect(contents(dataDir)).toEqual(before);
});

it('refuses a stranger’s database without touching it', async () => {
  const dataDir = aFolder();
  const db = new Database(join(dataDir, 'console.db'));
  db.exec('CREATE TABLE theirs (n)');
  db.close();
  const before = readFileSync(join(dataDir, 'console.db'));
  await expect(openStore(options(dataDir))).rejects.toThrow(refusal('NOT_OURS'));
  expect(readFileSync(join(dataDir, 'console.db')).equals(before)).toBe(true);
});

it.each([
  ['is no database', (bytes: Buffer) => Buffer.from(`hello${bytes.subarray(5).toString('latin1')}`, 'latin1')],
  [
    'has a damaged page',
    (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 8_192), Buffer.alloc(8_192, 0xff), bytes.subarray(16_384)]),
  ],
  ['is cut short', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2 / 4096) * 4096)],
])('refuses a console.db that %s, and leaves it as it is', async (_, damage) => {
  const dataDir = await aClosedStore();
  const path = join(dataDir, 'console.db');
  writeFileSync(path, damage(readFileSync(path)));
  const before = readFileSync(path);
  await expect(openStore(options(dataDir))).rejects.toThrow(refusal('CORRUPT'));
  expect(readFileSync(path).equals(before)).toBe(true);
});

it('lets go of the lock when opening fails', async () => {
  const dataDir = await aClosedStore();
  const path = join(dataDir, 'market.db');
  const good = readFileSync(path);
  writeFileSync(path, 'x'.repeat(8_192));
  await expect(openStore(options(dataDir))).rejects.toThrow(refusal('CORRUPT'));
  writeFileSync(path, good);
  const { store } = await aStore({ dataDir });
  expect(store.facts.head()).toBe(1);
});

it('says what is missing when there is nothing to read', () => {
  expect(() => openStoreForReading({ dataDir: aFolder() })).toThrow(refusal('MISSING'));
});

/** A console.db in an earlier shape, holding a setting. */
function anOldFile(version: number): string {
  const dataDir = aFolder();
  const db = new Database(join(dataDir, 'console.db'));
  applyMigrations(
    db,
    CONSOLE_FILE.applicationId,
    CONSOLE_FILE.migrations.filter((step) => step.id <= version),
  );
  db.exec("INSERT INTO reaction_cursors VALUES ('kept', 7, 1)");
  db.close();
  return dataDir;
}

it('copies an older file away, proven readable, before it brings it up to date', async () => {
  const dataDir = anOldFile(20);
  expect(() => openStoreForReading({ dataDir })).toThrow(refusal('OLD_FILE'));
  const { store } = await aStore({ dataDir });
  expect(store.read.get(store.read.db.selectFrom('reaction_cursors').selectAll())).toMatchObject({ name: 'kept', sequence: 7 });
  const backups = readdirSync(join(dataDir, 'backups'));
  expect(backups).toEqual([`console-v20-${TEST_START}.db`]);
  const copy = new Database(join(dataDir, 'backups', backups[0] ?? ''), { readonly: true });
  expect(copy.pragma('user_version', { simple: true })).toBe(20);
  expect(copy.prepare('SELECT name FROM reaction_cursors').pluck().all()).toEqual(['kept']);
  copy.close();
});

it('never writes over an earlier copy', async () => {
  const dataDir = anOldFile(20);
  const earlier = join(dataDir, 'backups', `console-v20-${TEST_START}.db`);
  mkdirSync(join(dataDir, 'backups'));
  writeFileSync(earlier, 'the good copy');
  await aStore({ dataDir });
  expect(readFileSync(earlier, 'utf8')).toBe('the good copy');
  expect(existsSync(join(dataDir, 'backups', `console-v20-${TEST_START}-2.db`))).toBe(true);
});

it('migrates nothing when the copy cannot be made', async () => {
  const dataDir = anOldFile(20);
  writeFileSync(join(dataDir, 'backups'), 'a file where the folder should be');
  await expect(openStore(options(dataDir))).rejects.toThrow(refusal('BACKUP_FAILED'));
  const db = new Database(join(dataDir, 'console.db'), { readonly: true });
  expect(db.pragma('user_version', { simple: true })).toBe(20);
  db.close();
});

it('takes a failed migration back as a whole', async () => {
  const dataDir = anOldFile(20);
  const db = new Database(join(dataDir, 'console.db'));
  // A table in the way of the last step, while the ones before it succeed.
  db.exec('CREATE TABLE payloads (other)');
  db.close();
  let refused: unknown;
  try {
    await openStore(options(dataDir));
  } catch (error) {
    refused = error;
  }
  expect(refused).toEqual(refusal('MIGRATION_FAILED'));
  expect(existsSync(String((refused as StoreRefusal).data.backup))).toBe(true);
  const after = new Database(join(dataDir, 'console.db'), { readonly: true });
  expect(after.pragma('user_version', { simple: true })).toBe(20);
  expect(after.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'signals'").pluck().get()).toBe(0);
  after.close();
});
