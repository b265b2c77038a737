import sessions from '../../resources/market/sessions.json';
import type { SessionHours } from '../../shared/features/sop/sessionEdge';
import type { Acts, Checks } from './features/checks';
import type { Approvals, SopOperator } from './features/sop/ports';
import { createSop, type Sop } from './features/sop/service';
import { shippedTexts } from './features/sop/shipped';
import type { Clock } from './kit/clock';
import type { Ids } from './kit/ids';
import { evidenceStore } from './store/evidence';
import type { Store } from './store/store';

export interface ProceduresOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly operators: () => readonly SopOperator[];
  readonly approvals: Approvals;
  /** What every other feature can prove and do. */
  readonly checks: readonly Checks[];
  readonly acts: readonly Acts[];
  readonly onError: (error: unknown) => void;
}

/** The procedures desk with what the other desks bring to it. */
export function openProcedures(options: ProceduresOptions): Sop {
  const { store, checks, acts, ...rest } = options;
  const { read, commands, facts, dataDir } = store;
  return createSop({
    ...rest,
    read,
    commands,
    facts,
    evidence: evidenceStore(dataDir),
    checks: Object.assign({}, ...checks) as Checks,
    acts: Object.assign({}, ...acts) as Acts,
    sessions: sessions as unknown as Readonly<Record<string, SessionHours>>,
    shipped: shippedTexts,
  });
}
