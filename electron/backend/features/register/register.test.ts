import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { aFinalOutcome, aRegister } from '../../../../test/builders/register';
import { aFolder, aSealedSignal, aStore } from '../../../../test/builders/store';
import { anchorPath, noteRestore, readAnchors } from '../../store/anchor';
import { GENESIS } from '../../store/chain';
import { type ChainProgress, walkRegister } from '../../store/chainWalk';
import { openStoreForReading } from '../../store/open';
import type { Reader } from '../../store/types';
import { listEntries } from './store';

function walked(read: Reader, dataDir: string): ChainProgress {
  const steps = [...walkRegister(read, readAnchors(anchorPath(dataDir)))];
  return steps.at(-1) as ChainProgress;
}

async function tampered(work: (db: Database.Database) => void): Promise<ChainProgress> {
  const { store, dataDir } = await aRegister();
  store.close();
  const db = new Database(join(dataDir, 'console.db'));
  for (const trigger of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all())
    db.exec(`DROP TRIGGER ${trigger}`);
  db.pragma('foreign_keys = OFF');
  work(db);
  db.close();
  const reader = openStoreForReading({ dataDir });
  try {
    return walked(reader.read, dataDir);
  } finally {
    reader.close();
  }
}

describe('the register', () => {
  it('[RGS1] enters decisions with their seals, and what became of them with a link', async () => {
    const { store, dataDir } = await aRegister();
    const rows = listEntries(store.read, 'simulation', {}, null, 100).toReversed();
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['decision', 'act', 'outcome', 'correction']));
    const decisions = new Map(rows.filter(({ kind }) => kind === 'decision').map((row) => [row.sequence, row]));
    for (const row of rows) {
      if (row.kind === 'decision') expect(row.refersTo).toBeNull();
      else expect(decisions.get(row.refersTo ?? 0)?.signalId).toBe(row.signalId);
    }
    expect(rows.filter(({ result }) => result === 'SL').length, 'losers stay').toBeGreaterThan(0);
    expect(walked(store.read, dataDir)).toMatchObject({ finished: true, broken: null, checked: rows.length });
  });

  it('[RGS1] takes nothing about a signal that was never sealed, and nothing where its transaction fails', async () => {
    const { store } = await aStore();
    const request = { actor: 'anna', action: 'test.do', input: {} };
    expect(() => store.commands.run(request, (tx) => tx.register('correction', 'nobody', { reason: 'none' }))).toThrow();
    expect(() =>
      store.commands.run(request, (tx) => {
        aSealedSignal(tx);
        throw new Error('later in the same command');
      }),
    ).toThrow();
    expect(listEntries(store.read, 'simulation', {}, null, 10)).toEqual([]);
  });

  it('[RGS1] gives a signal one outcome', async () => {
    const { store } = await aStore();
    const request = { actor: 'anna', action: 'test.do', input: {} };
    const id = store.commands.run(request, (tx) => aSealedSignal(tx));
    store.commands.run(request, (tx) => aFinalOutcome(tx, id, 'SL'));
    expect(() => store.commands.run(request, (tx) => tx.register('outcome', id, {}))).toThrow();
  });

  it('[RGS2] is filled at the first start with what was sealed before it, in pieces, and only once', async () => {
    const first = await aRegister(120);
    const before = listEntries(first.store.read, 'simulation', { kinds: ['decision', 'outcome'] }, null, 500);
    first.store.close();
    const db = new Database(join(first.dataDir, 'console.db'));
    db.exec('DROP TRIGGER register_entries_no_delete');
    db.pragma('foreign_keys = OFF');
    db.exec('DELETE FROM register_entries');
    db.close();
    // The anchors of the run before know the register that was removed.
    writeFileSync(anchorPath(first.dataDir), '');
    const again = await aStore({ dataDir: first.dataDir, clock: first.clock });
    const after = listEntries(again.store.read, 'simulation', { kinds: ['decision', 'outcome'] }, null, 500);
    const said = (rows: typeof after) => rows.map(({ kind, signalId, word }) => `${kind} ${signalId} ${word}`).sort();
    expect(said(after)).toEqual(said(before));
    const pieces = again.store.read.all(
      again.store.read.db.selectFrom('audit').select('sequence').where('action', '=', 'register.backfill'),
    );
    expect(pieces.length).toBeGreaterThan(1);
    again.store.close();
    const third = await aStore({ dataDir: first.dataDir, clock: first.clock });
    expect(listEntries(third.store.read, 'simulation', {}, null, 500)).toHaveLength(after.length);
    expect(walked(third.store.read, first.dataDir).broken).toBeNull();
  });

  it.each([
    ['an edited entry', `UPDATE register_entries SET body = '{"outcome":{"result":"TP2"}}' WHERE sequence = 2`, 2],
    ['an entry that was removed', 'DELETE FROM register_entries WHERE sequence = 3', 3],
    ['an outcome that was improved where it is stored', "UPDATE outcomes SET r = 2 WHERE result = 'SL'", 2],
    ['an end that was cut off', 'DELETE FROM register_entries WHERE sequence > 10', 11],
    ['another signal behind a decision', `UPDATE seals SET signal_id = 'x' WHERE sequence = 1`, 1],
  ])('[RGS3] finds %s', async (_, sql, sequence) => {
    expect((await tampered((db) => db.exec(sql))).broken?.sequence).toBe(sequence);
  });

  it('[RGS3] goes on with the anchors that fit a restored database', async () => {
    const dataDir = aFolder();
    const line = (n: number) => `${JSON.stringify({ at: n, audit: [n, 'a'], seals: [n, 'b'], register: [n * 2, 'c'] })}\n`;
    writeFileSync(anchorPath(dataDir), line(1) + line(2) + line(3));
    noteRestore(dataDir, { at: 4, audit: [2, 'a'], seals: [2, 'b'], register: [4, 'c'] });
    expect(readAnchors(anchorPath(dataDir)).map(({ register }) => register)).toEqual([
      [2, 'c'],
      [4, 'c'],
      [4, 'c'],
    ]);
    noteRestore(dataDir, { at: 5, audit: [1, 'a'], seals: [0, GENESIS], register: [0, GENESIS] });
    expect(readAnchors(anchorPath(dataDir))).toHaveLength(1);
    expect(existsSync(anchorPath(dataDir)) && readFileSync(anchorPath(dataDir), 'utf8').split('\n')).toHaveLength(6);
  });
});
