import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { aSealedSignal, aStore } from '../../../test/builders/store';
import { anchorPath, readAnchors } from './anchor';
import { auditHash } from './chain';
import { type ChainProgress, walkAudit, walkSeals } from './chainWalk';
import { openStoreForReading } from './open';
import type { AuditTable } from './schema';

/** A closed data directory with 20 audit rows and 4 sealed signals, after `tamper` had its way with the file. */
async function tampered(tamper: (db: Database.Database) => void): Promise<{ audit: ChainProgress; seals: ChainProgress }> {
  const { store, clock, dataDir } = await aStore();
  for (let index = 0; index < 20; index += 1) {
    clock.advance(10_000);
    store.commands.run({ actor: 'anna', action: 'test.do', input: { index } }, (tx) => {
      if (index % 5 === 0) aSealedSignal(tx, { at: tx.at, entry: 100 + index });
    });
  }
  store.close();
  const db = new Database(join(dataDir, 'console.db'));
  for (const trigger of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all()) {
    db.exec(`DROP TRIGGER ${trigger}`);
  }
  db.pragma('foreign_keys = OFF');
  tamper(db);
  db.close();
  const reader = openStoreForReading({ dataDir });
  try {
    const anchors = readAnchors(anchorPath(dataDir));
    return { audit: last(walkAudit(reader.read, anchors)), seals: last(walkSeals(reader.read, anchors)) };
  } finally {
    reader.close();
  }
}

function last(walk: Iterable<ChainProgress>): ChainProgress {
  const steps = [...walk];
  expect(
    steps.filter((step) => step.finished),
    'a walk ends once',
  ).toHaveLength(1);
  return steps.at(-1) as ChainProgress;
}

it('finds nothing where nothing was touched', async () => {
  const { audit, seals } = await tampered(() => undefined);
  expect(audit).toEqual({ checked: 20, total: 20, finished: true, broken: null });
  expect(seals).toEqual({ checked: 4, total: 4, finished: true, broken: null });
});

it.each(['actor', 'action', 'result', 'code', 'subject', 'input_digest', 'at'])('finds an edited %s', async (column) => {
  const value = column === 'at' ? 1 : column === 'result' ? 'fault' : 'x';
  const { audit } = await tampered((db) => db.prepare(`UPDATE audit SET ${column} = ? WHERE sequence = 7`).run(value));
  expect(audit.broken).toEqual({ sequence: 7, reason: 'its content does not give its hash' });
  expect(audit.checked).toBe(6);
});

it('finds a row that was removed', async () => {
  const { audit } = await tampered((db) => db.exec('DELETE FROM audit WHERE sequence = 7'));
  expect(audit.broken).toEqual({ sequence: 7, reason: 'the row is missing; the next one is 8' });
});

it('finds rows that changed places', async () => {
  const { audit } = await tampered((db) => {
    db.exec(`UPDATE audit SET sequence = -7 WHERE sequence = 7; UPDATE audit SET sequence = 7 WHERE sequence = 8;
      UPDATE audit SET sequence = 8 WHERE sequence = -7`);
  });
  expect(audit.broken).toEqual({ sequence: 7, reason: 'it does not name the hash of the row before it' });
});

it('finds a chain that was computed anew from the middle, by the anchors', async () => {
  const { audit } = await tampered((db) => rehash(db, 7, (row) => ({ ...row, actor: 'somebody else' })));
  expect(audit.broken?.reason).toBe('an anchor outside the file holds another hash for it');
  expect(audit.broken?.sequence).toBeLessThanOrEqual(20);
});

it('finds an end that was cut off, by the anchors', async () => {
  const { audit } = await tampered((db) => db.exec('DELETE FROM audit WHERE sequence > 12'));
  expect(audit.broken).toEqual({ sequence: 13, reason: 'an anchor knows this row, the file ends before it' });
});

it('finds everything removed, by the anchors', async () => {
  const { audit, seals } = await tampered((db) => db.exec('DELETE FROM audit; DELETE FROM seals'));
  expect(audit.broken?.sequence).toBe(1);
  expect(seals.broken?.sequence).toBe(1);
});

it('finds a sealed decision that was edited', async () => {
  const { seals } = await tampered((db) => db.exec(`UPDATE seals SET body = replace(body, '"entry":105', '"entry":95')`));
  expect(seals.broken).toEqual({ sequence: 2, reason: 'its content does not give its hash' });
});

it.each(['entry', 'sl', 'status', 'confidence', 'at'])('finds a signal whose %s differs from what was sealed', async (column) => {
  const { seals } = await tampered((db) => {
    db.exec(`UPDATE signals SET ${column} = 1 WHERE id = (SELECT signal_id FROM seals WHERE sequence = 3)`);
  });
  expect(seals.broken?.sequence).toBe(3);
  expect(seals.broken?.reason).toMatch(new RegExp(`differs from its seal in ${column}`));
});

it('finds a losing signal that was taken out', async () => {
  const { seals } = await tampered((db) => {
    db.exec('DELETE FROM signals WHERE id = (SELECT signal_id FROM seals WHERE sequence = 2)');
  });
  expect(seals.broken).toMatchObject({ sequence: 2, reason: expect.stringContaining('is missing') });
});

it('walks in pieces and says how far it is', async () => {
  const { store } = await aStore();
  for (let index = 0; index < 520; index += 1) store.commands.refused({ actor: 'a', action: 'b', input: index }, 'NO');
  const steps = [...walkAudit(store.read, [])];
  expect(steps.map((step) => step.checked)).toEqual([500, 520]);
  expect(steps.map((step) => step.finished)).toEqual([false, true]);
});

function rehash(db: Database.Database, from: number, change: (row: AuditTable) => AuditTable): void {
  const rows = db.prepare('SELECT * FROM audit WHERE sequence >= ? ORDER BY sequence').all(from) as AuditTable[];
  let previous = rows[0]?.previous ?? '';
  for (const row of rows) {
    const { hash: _, ...content } = { ...change(row), previous };
    const hash = auditHash(content);
    db.prepare('UPDATE audit SET actor = ?, previous = ?, hash = ? WHERE sequence = ?').run(
      content.actor,
      previous,
      hash,
      row.sequence,
    );
    previous = hash;
  }
}
