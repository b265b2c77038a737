import { grants, MATRIX } from '../../shared/features/access/matrix';
import { s3Bucket } from './connectors/s3/bucket';
import {
  accessActsOf,
  accessChecks,
  approvalChecks,
  backupActs,
  backupChecks,
  directoryChecks,
  registerActs,
} from './deskProofs';
import { accessActs } from './features/access/acts';
import { takeRecoveryCode } from './features/access/credentials';
import { operatorsOf } from './features/access/directory';
import { createApprovals } from './features/approvals/service';
import type { ApprovalsPort as RestoreApprovals } from './features/backups/restores';
import { createBackups } from './features/backups/service';
import type { Checks } from './features/checks';
import { createDirectory } from './features/directory/service';
import { createPeople } from './features/people/service';
import { holdersOf } from './features/sop/people';
import type { SopOperator } from './features/sop/ports';
import type { Clock } from './kit/clock';
import type { Ids } from './kit/ids';
import type { Log } from './kit/log';
import { systemRandom } from './kit/random';
import { openProcedures } from './procedures';
import { deliveredDirectory } from './shipped';
import type { Store } from './store/store';

export interface DesksOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** What the market side can prove. */
  readonly checks: readonly Checks[];
  readonly restart: (() => void) | undefined;
  readonly timeZone: () => string;
  readonly language: () => 'fr' | 'en';
  readonly onError: (error: unknown) => void;
}

const RESTORE = 'backups:restore';

/** The desks of the company's own work: people, approvals, procedures, backups and the directory, handed to each other by ports. */
export function openDesks(options: DesksOptions) {
  const { store, clock, ids, log, timeZone, language, onError } = options;
  const { read, commands, facts, payloads } = store;
  const operators = operatorsOf(read);
  const people = () => operators.all().map((one) => ({ ...one, active: one.state === 'active' }));
  const approvals = createApprovals({ read, facts, commands, clock, ids, operators: people, takeRecoveryCode });
  const register = createPeople({ read, commands, clock, ids, payloads, timeZone, language, operators: () => operators.all() });
  const backups = createBackups({
    ...{ dataDir: store.dataDir, read, commands, facts, clock, ids, log },
    approvals: forRestores(approvals),
    bucket: (bucket, secret) => s3Bucket({ ...bucket, secret, clock, random: systemRandom }),
    ...(options.restart === undefined ? {} : { restart: options.restart }),
  });
  const sopOperators = (): readonly SopOperator[] => people();
  const sop = openProcedures({
    ...{ store, clock, ids, onError },
    operators: sopOperators,
    approvals: {
      ...approvals,
      request: (tx, request) => approvals.request(tx, { ...request, groups: request.groups as never }),
    },
    checks: [
      ...options.checks,
      accessChecks(read),
      approvalChecks(read),
      backupChecks(backups),
      directoryChecks(() => directory.rows()),
    ],
    acts: [accessActsOf(operators, accessActs), registerActs(register, operators), backupActs(backups)],
  });
  const directory = createDirectory({
    read,
    payloads,
    delivered: deliveredDirectory,
    namedBy: (entry) => sop.naming(entry),
  });
  return {
    backups,
    /** Active operators who may review signals, and anybody's name by their id. */
    reviewers: () => people().filter((one) => one.active && grants('quality:review', one)).length,
    nameOf: (id: string) => operators.byId(id)?.name ?? id,
    /** Ids of the active operators who hold one of the roles. */
    holders: (roles: readonly string[]) => holdersOf({ operators: sopOperators }, roles),
    handlers: {
      approvals: approvals.handlers,
      backups: backups.handlers,
      directory: directory.handlers,
      people: register.handlers,
      sop: sop.handlers,
    },
    start() {
      approvals.start();
      register.start();
      backups.start();
      sop.start();
    },
    /** The machine woke up: missed runs and points fall due now. */
    resume: () => sop.resume(),
    async stop() {
      await sop.stop();
      await backups.stop();
      register.stop();
      approvals.stop();
    },
  };
}

const STANDING = {
  open: 'waiting',
  approved: 'approved',
  refused: 'refused',
  expired: 'expired',
  withdrawn: 'refused',
  executed: 'used',
} as const;

/** A restore needs a second person who holds the right to it. */
function forRestores(approvals: ReturnType<typeof createApprovals>): RestoreApprovals {
  const { roles, level } = MATRIX[RESTORE];
  return {
    request: (tx, request) => approvals.request(tx, { ...request, groups: [{ id: 'restore', roles: [...roles], level }] }),
    stateOf(reads, id) {
      const found = approvals.stateOf(reads, id);
      return found === null ? 'expired' : STANDING[found.state];
    },
    consume: (tx, id, body, kind) => approvals.consume(tx, id, body, kind),
  };
}
