import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { aFolder, aSealedSignal, aStore } from '../../../../test/builders/store';
import { anchorPath } from '../../store/anchor';
import type { Terminal } from './terminal';
import { verifyCommand } from './verify';

interface Said {
  readonly code: number;
  readonly out: string;
  readonly problems: string[];
}

async function verify(args: readonly string[], env: Terminal['env'] = {}): Promise<Said> {
  let out = '';
  const problems: string[] = [];
  const terminal: Terminal = {
    out: async (text) => {
      out += text;
      return true;
    },
    problem: (line) => void problems.push(line),
    read: () => {
      throw new Error('verify reads no other file');
    },
    env,
    now: () => 0,
  };
  const code = await verifyCommand(args, terminal);
  return { code, out, problems };
}

async function aDirectory() {
  const test = await aStore();
  for (const entry of [100, 101, 102]) {
    test.clock.advance(60_000);
    test.store.commands.run({ actor: 'anna', action: 'test.do', input: { entry } }, (tx) => aSealedSignal(tx, { entry }));
  }
  return test;
}

function tamper(dataDir: string, sql: string): void {
  const db = new Database(join(dataDir, 'console.db'));
  db.exec(sql);
  db.close();
}

it('holds on a closed directory, and counts what it walked', async () => {
  const { store, dataDir } = await aDirectory();
  store.close();
  expect(await verify(['--data-dir', dataDir])).toEqual({
    code: 0,
    out: 'audit: 3 rows hold\nseals: 3 rows hold\nregister: 3 rows hold\nanchors: 3 compared\n',
    problems: [],
  });
});

it('works beside a running writer', async () => {
  const { store, dataDir } = await aDirectory();
  expect((await verify(['--data-dir', dataDir])).code).toBe(0);
  store.commands.run({ actor: 'anna', action: 'test.do', input: {} }, () => 0);
  expect((await verify(['--data-dir', dataDir])).out).toContain('audit: 4 rows hold');
});

it('names the first broken row and what differs, with exit code 1', async () => {
  const { store, dataDir } = await aDirectory();
  store.close();
  tamper(dataDir, "DROP TRIGGER audit_no_update; UPDATE audit SET actor = 'eve' WHERE sequence >= 2");
  expect(await verify(['--data-dir', dataDir])).toMatchObject({
    code: 1,
    out: expect.stringContaining(
      'audit: broken at row 2: its content does not give its hash (1 rows before it hold)\nseals: 3 rows hold\n',
    ),
  });
});

it('finds a sealed signal that was changed, although the journal holds', async () => {
  const { store, dataDir } = await aDirectory();
  store.close();
  tamper(dataDir, 'DROP TRIGGER signals_decision_stands; UPDATE signals SET sl = 1 WHERE entry = 101');
  const { code, out } = await verify(['--data-dir', dataDir]);
  expect(code).toBe(1);
  expect(out).toMatch(/seals: broken at row 2: the signal \w+ differs from its seal in sl/);
});

it('compares with a copy of the anchors kept elsewhere', async () => {
  const { store, dataDir } = await aDirectory();
  store.close();
  const elsewhere = join(aFolder(), 'anchors.ndjson');
  writeFileSync(elsewhere, `${JSON.stringify({ at: 1, audit: [2, 'f'.repeat(64)], seals: [0, '0'.repeat(64)] })}\n`);
  const { code, out } = await verify(['--data-dir', dataDir, '--anchors', elsewhere]);
  expect(code).toBe(1);
  expect(out).toContain('audit: broken at row 2: an anchor outside the file holds another hash for it');
});

it.each([
  ['an unknown flag', ['--fast']],
  ['a flag without its value', ['--data-dir']],
  ['a flag given twice', ['--data-dir', 'a', '--data-dir', 'b']],
])('refuses %s with exit code 2 and one line', async (_, args) => {
  const { code, out, problems } = await verify(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(problems).toHaveLength(1);
});

it('refuses what cannot be checked with exit code 2, in the language of the terminal, and creates nothing', async () => {
  const nowhere = join(aFolder(), 'nothing');
  const english = await verify(['--data-dir', nowhere], { LANG: 'en_US.UTF-8' });
  expect(english).toMatchObject({ code: 2, out: '', problems: [expect.stringContaining('There is no console data')] });
  const french = await verify(['--data-dir', nowhere], { LANG: 'fr_FR.UTF-8' });
  expect(french.problems[0]).toContain('Il n’y a pas de données');
  expect(existsSync(nowhere)).toBe(false);
});

it('refuses a damaged database and unreadable anchors with exit code 2', async () => {
  const { store, dataDir } = await aDirectory();
  store.close();
  writeFileSync(anchorPath(dataDir), 'nonsense\n');
  expect(await verify(['--data-dir', dataDir])).toMatchObject({ code: 2, out: '' });
  expect((await verify(['--data-dir', dataDir, '--anchors', join(dataDir, 'none')])).code).toBe(2);
  writeFileSync(join(dataDir, 'console.db'), 'x'.repeat(10_000));
  expect(await verify(['--data-dir', dataDir])).toMatchObject({ code: 2, out: '' });
});

it('explains itself', async () => {
  const { code, out } = await verify(['--help']);
  expect(code).toBe(0);
  expect(out).toContain('--data-dir');
});
