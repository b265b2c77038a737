import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { anchorPath, readAnchors } from '../../../electron/backend/store/anchor';
import { walkAudit, walkSeals } from '../../../electron/backend/store/chainWalk';
import { openStoreForReading } from '../../../electron/backend/store/open';
import { aChild } from '../../builders/child';
import { aFolder } from '../../builders/store';
import { deliveries, workload } from './workload';

const CRASH = join(import.meta.dirname, 'crash.child.ts');
const nothing = { committed: () => undefined, effected: () => undefined };

/** Commits of a run that is left alone: registering, three decisions, three reactions, three messages of two steps each. */
const COMMITS = 13;

async function crashed(dataDir: string, kind: 'commit' | 'effect', at: number): Promise<void> {
  const { signal, problems } = await aChild(CRASH, [dataDir, kind, String(at)]).ended();
  expect(problems).toBe('');
  expect(signal, 'the process was killed, not ended').toBe('SIGKILL');
}

/** What must be the same however often the run was killed. */
function outcome(dataDir: string) {
  const store = openStoreForReading({ dataDir });
  const { read } = store;
  const anchors = readAnchors(anchorPath(dataDir));
  const found = {
    signals: read.all(read.db.selectFrom('signals').select(['id', 'state']).orderBy('id')),
    facts: read.all(read.db.selectFrom('facts').select('subject').where('kind', '=', 'signal.decided').orderBy('sequence')),
    outbox: read.all(read.db.selectFrom('outbox').select(['key', 'state']).orderBy('key')),
    audit: [...walkAudit(read, anchors)].at(-1)?.broken,
    seals: [...walkSeals(read, anchors)].at(-1),
    delivered: readFileSync(deliveries(dataDir), 'utf8').trim().split('\n').toSorted(),
  };
  store.close();
  return found;
}

const IDS = [0, 1, 2].map((step) => step.toString(16).padStart(32, '0'));
const EXPECTED = {
  signals: IDS.map((id) => ({ id, state: 'quarantined' })),
  facts: IDS.map((subject) => ({ subject })),
  outbox: IDS.map((id) => ({ key: `message:${id}`, state: 'done' })),
  audit: null,
  seals: { checked: 3, total: 3, finished: true, broken: null },
  delivered: IDS.map((id) => `message:${id}`),
};

it('makes as many commits as are tried below', async () => {
  const dataDir = join(aFolder(), 'data');
  let commits = 0;
  await workload(dataDir, { ...nothing, committed: (count) => (commits = count) });
  expect(commits).toBe(COMMITS);
  expect(outcome(dataDir)).toEqual(EXPECTED);
});

it.each(Array.from({ length: COMMITS }, (_, at) => at + 1))(
  'loses and doubles nothing when killed after commit %i',
  async (at) => {
    const dataDir = join(aFolder(), 'data');
    await crashed(dataDir, 'commit', at);
    await workload(dataDir, nothing);
    expect(outcome(dataDir)).toEqual(EXPECTED);
  },
);

it.each([1, 2, 3])('sends nothing twice when killed between effect %i and its commit', async (at) => {
  const dataDir = join(aFolder(), 'data');
  await crashed(dataDir, 'effect', at);
  await workload(dataDir, nothing);
  expect(outcome(dataDir)).toEqual(EXPECTED);
});

it('survives being killed again and again', async () => {
  const dataDir = join(aFolder(), 'data');
  for (const at of [3, 2, 2, 1]) await crashed(dataDir, 'commit', at);
  await workload(dataDir, nothing);
  expect(outcome(dataDir)).toEqual(EXPECTED);
});
