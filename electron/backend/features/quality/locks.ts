import { DAY, MINUTE } from '../../../../shared/base/time';
import type { Lock } from '../../../../shared/features/quality/contract';
import { EVERYTHING, LOCK_DAYS } from '../../../../shared/features/quality/figures';
import type { Hold } from '../../../../shared/features/signals/signal';
import type { Clock, Timer } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import type { Log } from '../../kit/log';
import { Refusal } from '../../store/refusal';
import type { Commands, Reader, Tx } from '../../store/types';
import { activeLocks, dbOf, endLock, expiredLocks, insertLock, lockById, lockOn, QUALITY_ACTOR } from './store';

export interface NewLock {
  /** An instrument, or `*`. */
  readonly scope: string;
  readonly kind: Lock['kind'];
  /** Who answers for it. */
  readonly owner: string;
  readonly reason: string;
  readonly values?: Lock['values'];
  /** Days until it ends by itself; 7 unless said. */
  readonly days?: number;
}

/** What keeps signals back, for whoever finds a reason to: the thresholds, a person, the proof of the register. */
export interface Locks {
  /** Sets a lock in the caller's command. Where one of the same kind is in force on that scope, that one is returned. */
  add(tx: Tx, lock: NewLock): Lock;
  /** Ends it. Throws the refusals of `quality.lift`. */
  lift(tx: Tx, id: string, by: string, reason: string): Lock;
  /** What keeps signals of this instrument back now; null where nothing does. */
  of(instrument: string): Lock | null;
  active(): Lock[];
  start(): void;
  stop(): void;
}

export interface LocksOptions {
  readonly source: string;
  readonly simulated: boolean;
  readonly read: Reader;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

export function createLocks({ source, simulated, read, commands, clock, ids, log }: LocksOptions): Locks {
  let timer: Timer | null = null;
  const tell = (tx: Tx, kind: string, { id, scope }: Lock, notify: boolean) => {
    const named = scope === EVERYTHING ? '*' : scope;
    tx.fact(kind, scope, { notify, simulated, lock: id, values: { instrument: named, scope: named } });
  };
  const end = (tx: Tx, found: Lock, by: string, reason: string): Lock => {
    endLock(tx, found.id, by, reason);
    tell(tx, 'quality.lifted', found, true);
    return lockById(tx, dbOf(tx), source, found.id) ?? found;
  };
  const sweep = () => {
    for (const lock of expiredLocks(read, source, clock.now())) {
      try {
        commands.run({ actor: QUALITY_ACTOR, action: 'quality.expire', input: { lock: lock.id }, subject: lock.id }, (tx) =>
          end(tx, lock, QUALITY_ACTOR, EXPIRED),
        );
      } catch (error) {
        log.error('a lock that is over could not be ended', { error, lock: lock.id });
      }
    }
  };
  return {
    add(tx, { scope, kind, owner, reason, values = {}, days = LOCK_DAYS }) {
      const same = activeLocks(tx, dbOf(tx), source, tx.at).find((one) => one.scope === scope && one.kind === kind);
      if (same !== undefined) return same;
      const times = { createdAt: tx.at, expiresAt: tx.at + days * DAY };
      const open = { liftedAt: null, liftedBy: null, liftedReason: null };
      const lock: Lock = { id: ids(), scope, kind, owner, reason, values, ...times, ...open };
      insertLock(tx, source, lock);
      // The thresholds tell of their pause themselves, with its figures.
      if (kind !== 'stops') tell(tx, 'quality.stopped', lock, true);
      return lock;
    },
    lift(tx, id, by, reason) {
      const found = lockById(tx, dbOf(tx), source, id);
      if (found === null) throw new Refusal('UNKNOWN_LOCK');
      if (found.liftedAt !== null || found.expiresAt <= tx.at) throw new Refusal('ALREADY_OVER');
      return end(tx, found, by, reason);
    },
    of: (instrument) => lockOn(read, read.db, source, instrument, clock.now()),
    active: () => activeLocks(read, read.db, source, clock.now()),
    start() {
      sweep();
      timer = clock.setInterval(sweep, MINUTE);
    },
    stop: () => timer?.cancel(),
  };
}

/** Why a lock ended that nobody lifted; the screen puts it into words. */
export const EXPIRED = 'expired';

/** A lock as the reason why a signal is held. */
export function holdOf(lock: Lock | null): Hold | null {
  if (lock === null) return null;
  const { id, kind, reason, scope, expiresAt } = lock;
  return {
    reason: scope === EVERYTHING ? 'publication-stopped' : 'paused',
    values: { lock: id, kind, reason, until: expiresAt },
  };
}
