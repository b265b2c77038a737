import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type ManualClock, manualClock } from '../../electron/backend/kit/clock';
import { sha256Hex } from '../../electron/backend/kit/hash';
import { createLog, type Log } from '../../electron/backend/kit/log';
import { openStore } from '../../electron/backend/store/open';
import type { Store } from '../../electron/backend/store/store';
import type { Tx } from '../../electron/backend/store/types';
import type { Json } from '../../shared/base/canonical';
import type { Decision } from '../../shared/features/signals/signal';

export const TEST_START = Date.UTC(2026, 0, 5, 9, 0, 0);

/** A folder that is removed when the test ends. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface StoreForTest {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly dataDir: string;
  /** Lines of the log at warn and above, as written. */
  readonly logged: string[];
}

/** A real store in a folder of its own on a manual clock; closed when the test ends. */
export async function aStore(options: { dataDir?: string; clock?: ManualClock } = {}): Promise<StoreForTest> {
  const dataDir = options.dataDir ?? aFolder();
  const clock = options.clock ?? manualClock(TEST_START);
  const { log, lines } = aLog();
  const store = await openStore({ dataDir, clock, log });
  onTestFinished(() => store.close());
  return { store, clock, dataDir, logged: lines };
}

export function aLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { log: createLog({ level: 'warn', sink: { write: (line) => void lines.push(line) } }), lines };
}

/** Seals a decision and stores its signal, in the caller's transaction; returns the signal's id. */
export function aSealedSignal(tx: Tx, given: Partial<Decision> = {}): string {
  const at = given.at ?? tx.at;
  const decision: Decision = {
    id: sha256Hex(`signal ${at} ${given.entry}`).slice(0, 32),
    at,
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
    checks: [],
    expiresAt: at + 48 * 300_000,
    strategy: 'trend-pullback@1',
    ruleSet: 'default@1',
    source: 'simulation',
    ...given,
  };
  tx.seal(decision.id, { decision: decision as unknown as Json, inputs: {} });
  const { noEdge, expiresAt, ruleSet, checks, ...same } = decision;
  const columns = { no_edge: noEdge, expires_at: expiresAt, rule_set: ruleSet, checks_json: JSON.stringify(checks) };
  const open = {
    outcome_at: null,
    outcome_result: null,
    outcome_final: null,
    outcome_r: null,
    outcome_r_gross: null,
    hold_json: null,
  };
  const row = { ...same, ...columns, ...open, inputs_json: '{}', reasons_json: '[]', state: decision.status };
  tx.run(tx.db.insertInto('signals').values(row));
  return decision.id;
}
