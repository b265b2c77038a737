import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../electron/backend/kit/clock';
import { createLog } from '../../../electron/backend/kit/log';
import { openStore } from '../../../electron/backend/store/open';
import type { Store } from '../../../electron/backend/store/store';
import type { Executor } from '../../../electron/backend/store/types';

export interface Crash {
  /** Called after each commit with how many there were in this run. */
  committed(count: number): void;
  /** Called when an effect has happened outside and the store does not know yet. */
  effected(count: number): void;
}

const STEPS = 3;
const request = { actor: 'local:test', action: 'test.step', input: {} };

/**
 * Three decisions; each seals a signal and announces it; a reaction to that asks for a message; the message goes out to a file.
 * Whoever runs it again continues where the data directory says it stopped. Resolves when all is sent.
 */
export async function workload(dataDir: string, crash: Crash): Promise<void> {
  const store = await openStore({ dataDir, clock: systemClock(), log: createLog({ level: 'silent' }) });
  let commits = 0;
  store.commands.audited(() => {
    commits += 1;
    crash.committed(commits);
  });
  store.outbox.register('message', messenger(dataDir, crash));
  store.reactions.register('messages', ['signal.decided'], (tx, fact) => {
    tx.outbox('message', `message:${fact.subject}`, { signal: fact.subject });
  });
  const sent = allSent(store);
  store.reactions.start();
  store.outbox.start();
  for (let step = 0; step < STEPS; step += 1) decide(store, step);
  await sent;
  await store.outbox.stop();
  store.close();
}

/** The same decision made twice is found by its seal. */
function decide(store: Store, step: number): void {
  store.commands.run(request, (tx) => {
    const id = step.toString(16).padStart(32, '0');
    if (tx.get(tx.db.selectFrom('seals').select('sequence').where('signal_id', '=', id)) !== undefined) return;
    const decision = { ...DECISION, id, at: 1_700_000_000_000 + step };
    tx.seal(id, { decision, inputs: {} });
    tx.run(tx.db.insertInto('signals').values({ ...row(decision), id, at: decision.at }));
    tx.fact('signal.decided', id);
  });
}

const DECISION = {
  instrument: 'BTCUSDT',
  timeframe: '5m',
  direction: 'long',
  entry: 100,
  tp1: 101,
  tp2: 104,
  sl: 98,
  confidence: 0.66,
  noEdge: 0.66,
  status: 'quarantined',
  expiresAt: 1_700_000_900_000,
  strategy: 'trend-pullback@1',
  ruleSet: 'default@1',
  source: 'simulation',
};

function row(decision: typeof DECISION) {
  const { noEdge, expiresAt, ruleSet, ...same } = decision;
  const renamed = { no_edge: noEdge, expires_at: expiresAt, rule_set: ruleSet };
  return { ...same, ...renamed, checks_json: '[]', inputs_json: '{}', reasons_json: '[]', state: 'quarantined' };
}

/** A vendor that can be asked whether it has a message, and would deliver one twice if told to. */
function messenger(dataDir: string, crash: Crash): Executor {
  const file = deliveries(dataDir);
  let effects = 0;
  return {
    dedupesByKey: false,
    async send(item) {
      appendFileSync(file, `${item.key}\n`);
      effects += 1;
      crash.effected(effects);
    },
    wasSent: async (item) => existsSync(file) && readFileSync(file, 'utf8').split('\n').includes(item.key),
  };
}

/** What went out, a line a message. Outside the data directory, as a vendor is. */
export function deliveries(dataDir: string): string {
  return join(dataDir, '..', 'delivered.txt');
}

function allSent(store: Store): Promise<void> {
  const done = (): boolean => {
    const query = store.read.db.selectFrom('outbox').select('id').where('state', '=', 'done');
    return store.read.all(query).length === STEPS;
  };
  return new Promise((resolve) => {
    if (done()) resolve();
    else store.commands.audited(() => (done() ? resolve() : undefined));
  });
}
