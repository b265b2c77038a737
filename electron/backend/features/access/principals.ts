import type { Actor, Permission } from '../../../../shared/base/access';
import { MINUTE } from '../../../../shared/base/time';
import { permissionsOf } from '../../../../shared/features/access/matrix';
import type { Operator } from '../../../../shared/features/access/operator';
import type { Clock, Timer } from '../../kit/clock';
import { createSubject } from '../../kit/subject';
import type { Commands, Fact, Facts, Reader } from '../../store/types';
import { anyOperator, operatorById, updateOperator } from './operators';
import { changeFamily, type StoredSession, sessionById, signedInSessions } from './store';

export const IDLE_LOCK_MINUTES = 15;
const IDLE = IDLE_LOCK_MINUTES * MINUTE;
const LOOK_EVERY = 30_000;
/** How far the stored time of last use may lie behind. */
const STORE_EVERY = 5 * MINUTE;
/** Within this time a question is the same one again. */
const REPEATED = 5 * MINUTE;
const QUESTIONS = 500;

const OPEN: ReadonlySet<Permission> = new Set(['session:open']);
const GUEST: Actor = { id: 'guest', permissions: OPEN, roles: [], level: 1, tier: 0, steppedUpUntil: 0 };

/** Who sits at a session, and what follows from it. */
export interface Standing {
  readonly state: 'setup' | 'signed-out' | 'locked' | 'enrol' | 'signed-in';
  readonly actor: Actor;
  readonly operator: Operator | null;
  readonly session: StoredSession | null;
}

export interface Principals {
  standing(sessionId: string | null): Standing;
  /** The live session itself, as a transaction may ask for it: nothing is locked on the way. */
  session(sessionId: string | null): StoredSession | null;
  /** Tells that standings may have changed; heard after the commit. */
  changed(listener: () => void): () => void;
  /** Notes a call that a person made. The same question again soon is the screen's own refreshing; null counts always. */
  used(sessionId: string | null, question: string | null): void;
  lastUse(session: StoredSession): number;
  /** Locks a session where somebody is signed in. */
  lock(sessionId: string): void;
  start(): void;
  stop(): void;
}

export interface PrincipalsOptions {
  readonly read: Reader;
  readonly commands: Commands;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

const OURS = new Set(['session.changed', 'session.revoked', 'operator.changed']);

/** Follows sign-in, lock and rights: what is remembered of a session is forgotten with the first fact about any. */
export function createPrincipals(options: PrincipalsOptions): Principals {
  const { read, commands, facts, clock } = options;
  const known = new Map<string, Standing>();
  const lastUse = new Map<string, number>();
  const asked = new Map<string, number>();
  const changed = createSubject<void>(options.onError);
  let look: Timer | null = null;

  const deaf = facts.subscribe((fact: Fact) => {
    if (!OURS.has(fact.kind)) return;
    known.clear();
    changed.tell();
  });
  const lastUseOf = (session: StoredSession) => Math.max(session.lastSeenAt, lastUse.get(session.family) ?? 0);
  const idle = (session: StoredSession) => session.lockedAt === null && clock.now() - lastUseOf(session) >= IDLE;
  const lock = (session: StoredSession) =>
    commands.run({ actor: 'system:access', action: 'access.lockSession', input: null, subject: session.id }, (tx) =>
      changeFamily(tx, session.family, { locked_at: tx.at, stepped_up_until: 0 }),
    );
  const remember = (session: StoredSession) =>
    commands.run({ actor: 'system:access', action: 'access.noteUse', input: null, subject: session.id }, (tx) => {
      changeFamily(tx, session.family, { last_seen_at: lastUseOf(session) });
      if (session.operator !== null) updateOperator(tx, session.operator, { last_seen_at: lastUseOf(session) });
    });
  const watch = () => {
    const families = new Set<string>();
    for (const session of signedInSessions(read, clock.now())) {
      if (families.has(session.family)) continue;
      families.add(session.family);
      if (idle(session)) lock(session);
      else if (lastUseOf(session) - session.lastSeenAt >= STORE_EVERY) remember(session);
    }
  };

  return {
    standing(sessionId) {
      if (sessionId === null) return standingOf(read, null);
      const found = known.get(sessionId) ?? standingOf(read, sessionById(read, sessionId, clock.now()) ?? null);
      known.set(sessionId, found);
      const { session } = found;
      // Between two looks, and after the machine slept, nobody gets in through a session that should have been locked.
      if (session?.operator && idle(session)) {
        lock(session);
        known.delete(sessionId);
        return this.standing(sessionId);
      }
      return session !== null && session.expiresAt <= clock.now() ? standingOf(read, null) : found;
    },
    session: (sessionId) => (sessionId === null ? null : (sessionById(read, sessionId, clock.now()) ?? null)),
    changed: (listener) => changed.listen(listener),
    used(sessionId, question) {
      const session = sessionId === null ? null : this.standing(sessionId).session;
      if (session === null) return;
      const now = clock.now();
      if (question === null) {
        lastUse.set(session.family, now);
        return;
      }
      const key = `${session.family} ${question}`;
      const before = asked.get(key);
      asked.delete(key);
      asked.set(key, now);
      if (asked.size > QUESTIONS) asked.delete(asked.keys().next().value ?? key);
      if (before === undefined || now - before > REPEATED) lastUse.set(session.family, now);
    },
    lastUse: lastUseOf,
    lock(sessionId) {
      const session = sessionById(read, sessionId, clock.now());
      if (session?.operator && session.lockedAt === null) lock(session);
    },
    start: () => {
      look ??= clock.setInterval(watch, LOOK_EVERY);
    },
    stop() {
      deaf();
      look?.cancel();
    },
  };
}

function standingOf(read: Reader, session: StoredSession | null): Standing {
  const operator = session?.operator ? operatorById(read, session.operator) : undefined;
  if (session === null || operator === undefined || operator.state !== 'active') {
    return { state: anyOperator(read) ? 'signed-out' : 'setup', actor: GUEST, operator: null, session };
  }
  const { id, roles, level, tier } = operator;
  const actor: Actor = { id, roles, level, tier, permissions: OPEN, steppedUpUntil: 0 };
  if (session.lockedAt !== null) return { state: 'locked', actor, operator, session };
  const steppedUpUntil = session.steppedUpUntil;
  if (operator.secondFactorDue && !operator.secondFactor) {
    return { state: 'enrol', actor: { ...actor, steppedUpUntil }, operator, session };
  }
  return { state: 'signed-in', actor: { ...actor, permissions: permissionsOf(operator), steppedUpUntil }, operator, session };
}
