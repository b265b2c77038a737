import type { Call } from '../../../electron/backend/features/handlers';
import type { SopOperator } from '../../../electron/backend/features/sop/ports';
import { createSop, type Sop } from '../../../electron/backend/features/sop/service';
import { systemClock } from '../../../electron/backend/kit/clock';
import { systemIds } from '../../../electron/backend/kit/ids';
import { createLog } from '../../../electron/backend/kit/log';
import { evidenceStore } from '../../../electron/backend/store/evidence';
import { openStore } from '../../../electron/backend/store/open';
import type { Store } from '../../../electron/backend/store/store';
import type { SopRunsTable } from '../../../electron/backend/store/tables/sop';
import { PERMISSIONS, ROLES } from '../../../shared/base/access';
import { HOUR, MINUTE } from '../../../shared/base/time';
import { aSopText } from '../../builders/sopText';
import { inFolder } from '../store/folder';

export const PROCEDURES = Array.from({ length: 23 }, (_, index) => `BENCH-${String(index + 1).padStart(3, '0')}`);
const ANNA: SopOperator = { id: 'anna', name: 'Anna', roles: ROLES, tier: 3, team: 'desk', active: true };

export interface BenchDesk {
  readonly sop: Sop;
  readonly store: Store;
  readonly call: Call;
}

/** The desk with as many procedures as ship, on the machine's own clock and disk. */
export async function withDesk<T>(work: (desk: BenchDesk) => Promise<T>): Promise<T> {
  return inFolder(async (dataDir) => {
    const clock = systemClock();
    const store = await openStore({ dataDir, clock, log: createLog({ level: 'silent' }) });
    const sop = createSop({
      ...store,
      clock,
      ids: systemIds(clock),
      evidence: evidenceStore(dataDir),
      operators: () => [ANNA],
      approvals: { request: () => '', withdraw: () => undefined, stateOf: () => null, consume: () => undefined },
      checks: {},
      acts: {},
      sessions: {},
      shipped: () => PROCEDURES.map((id) => aSopText((text) => text.replace('TEST-001', id))),
      onError: (error) => {
        throw error;
      },
    });
    const actor = { id: 'anna', roles: ROLES, tier: 3, level: 5, steppedUpUntil: 0, permissions: new Set(PERMISSIONS) } as const;
    try {
      return await work({ sop, store, call: { actor, host: 'web', sessionId: null, signal: undefined } });
    } finally {
      await sop.stop();
      store.close();
    }
  });
}

/** Runs as they lie in the database after a year, without walking each of them. */
export function insertRuns({ store }: BenchDesk, open: number, past: number): void {
  const now = Date.now();
  for (let from = 0; from < open + past; from += 5000) {
    const to = Math.min(from + 5000, open + past);
    store.commands.run({ actor: 'bench', action: 'bench', input: {} }, (tx) => {
      for (let index = from; index < to; index += 1)
        tx.run(tx.db.insertInto('sop_runs').values(runRow(index, index < open, now)));
    });
  }
}

function runRow(index: number, isOpen: boolean, now: number): SopRunsTable {
  const started = isOpen ? now - index * MINUTE : now - 24 * HOUR - index * 10 * MINUTE;
  const none = { occurrence: null, subject: null, day: null, reason: null, parent: null, tell_at: null, rolling_back: 0 };
  const ended = isOpen
    ? { state: 'open' as const, ended_at: null, on_time: null, next_due_at: started + 2 * HOUR }
    : { state: 'done' as const, ended_at: started + HOUR, on_time: 1, next_due_at: null };
  return {
    id: `01900000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`,
    procedure: PROCEDURES[index % PROCEDURES.length] ?? '',
    version: 1,
    digest: 'd',
    schedule: 'demand',
    due_at: started,
    started_at: started,
    started_by: 'anna',
    lead: 'anna',
    ...{ done: 3, total: 8, skipped: 0, failed: 0, phases_json: '{}' },
    ...none,
    ...ended,
  };
}
