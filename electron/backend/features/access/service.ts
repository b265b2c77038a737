import { HOUR } from '../../../../shared/base/time';
import type { accessContract } from '../../../../shared/features/access/contract';
import type { DataSource } from '../../../../shared/features/market/instrument';
import type { Clock } from '../../kit/clock';
import { sha256Hex } from '../../kit/hash';
import type { Ids } from '../../kit/ids';
import type { Passwords } from '../../kit/passwords';
import { randomToken } from '../../kit/random';
import { createSubject } from '../../kit/subject';
import { Refusal } from '../../store/refusal';
import type { Commands, Facts, Reader } from '../../store/types';
import type { CallContext, Handlers } from '../handlers';
import { createAccount } from './account';
import { createAttempts } from './attempts';
import { createDoor } from './door';
import { createHello } from './hello';
import { createPrincipals, type Principals } from './principals';
import { desktopSession, insertSession, type StoredSession, sessionById, sessionBySecret } from './store';
import { createTeam } from './team';
import { createTokens } from './tokens';

const SESSION_LIFE = 12 * HOUR;
const WINDOW_TOKEN_LIFE = 60_000;
/** 256 bits: guessing is hopeless, the back-off only keeps the log readable. */
const SECRET_BYTES = 32;

export type Opened =
  | { readonly secret: string; readonly expiresAt: number }
  | { readonly reason: 'UNKNOWN_TOKEN' | 'EXPIRED_TOKEN' | 'USED_TOKEN' };

export interface AccessOptions {
  readonly read: Reader;
  readonly commands: Commands;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: Passwords;
  readonly version: string;
  readonly host: 'desktop' | 'web';
  readonly source: () => DataSource;
  readonly onError: (error: unknown) => void;
}

export interface Access {
  readonly handlers: Handlers<typeof accessContract>;
  readonly principals: Principals;
  /** A one-time token for the link that is printed at the start; lives until it is used. */
  startToken(): string;
  openSession(token: string, label: string): Opened;
  /** Id of the live session this secret opens, or null. */
  authenticate(secret: string): string | null;
  /** Calls of a web session, as whoever sits at it when each is made. */
  webContext(sessionId: string): CallContext;
  /** Calls of the desktop's windows, which are one session. */
  desktopContext(): CallContext;
  /** Hears the ids of sessions that were revoked or have expired. */
  onEnded(listener: (id: string) => void): void;
  start(): void;
  stop(): Promise<void>;
}

export function createAccess(options: AccessOptions): Access {
  const { read, commands, facts, clock, ids, passwords } = options;
  const tokens = createTokens({ now: () => clock.now(), random: () => randomToken(SECRET_BYTES), digest: sha256Hex });
  const ended = createSubject<string>(options.onError);
  const principals = createPrincipals(options);
  const context = { ...options, principals, attempts: createAttempts(options) };
  const startedAt = clock.now();
  const backendId = ids();
  const endings = new Map<string, { cancel(): void }>();
  let desktop: string | null = null;

  const expire = (id: string, expiresAt: number) => {
    if (endings.has(id)) return;
    const timer = clock.setTimeout(() => {
      endings.delete(id);
      ended.tell(id);
    }, expiresAt - clock.now());
    endings.set(id, timer);
  };
  const newSession = (host: 'desktop' | 'web', label: string, parent: string | null) => {
    const secret = randomToken(SECRET_BYTES);
    const request = { actor: `system:${host}`, action: 'access.openSession', input: { label } };
    return commands.run(request, (tx) => {
      const from = parent === null ? undefined : sessionById(read, parent, tx.at);
      const session: StoredSession = {
        ...freshSession(ids(), label, host, tx.at),
        ...(from === undefined
          ? {}
          : {
              family: from.family,
              operator: from.operator,
              lockedAt: from.lockedAt,
              steppedUpUntil: from.steppedUpUntil,
              lastSeenAt: from.lastSeenAt,
            }),
      };
      tx.subject(session.id);
      insertSession(tx, session, sha256Hex(secret));
      return { secret, session };
    });
  };
  /** The desktop's own session lives on across a restart of the backend, and is begun anew once it has ended. */
  const desktopId = (): string => {
    if (desktop !== null && principals.standing(desktop).session !== null) return desktop;
    const found = desktopSession(read, clock.now());
    desktop = found?.id ?? newSession('desktop', 'desktop', null).session.id;
    return desktop;
  };

  // Heard after the commit: a socket never closes for a revocation that did not happen.
  const deaf = facts.subscribe((fact) => {
    if (fact.kind === 'session.revoked') ended.tell(fact.subject);
  });
  return {
    principals,
    startToken: () => tokens.mint(null),
    openSession(token, label) {
      const used = tokens.use(token);
      if (used.verdict !== 'ok') {
        commands.refused({ actor: 'system:web', action: 'access.openSession', input: { label } }, used.verdict);
        return { reason: used.verdict };
      }
      const { secret, session } = newSession('web', label, used.parent);
      return { secret, expiresAt: session.expiresAt };
    },
    authenticate(secret) {
      const session = sessionBySecret(read, sha256Hex(secret), clock.now());
      if (session === undefined) return null;
      expire(session.id, session.expiresAt);
      return session.id;
    },
    webContext: (sessionId) => ({
      host: 'web',
      sessionId,
      get actor() {
        return principals.standing(sessionId).actor;
      },
    }),
    desktopContext: () => ({
      host: 'desktop',
      get sessionId() {
        return desktopId();
      },
      get actor() {
        return principals.standing(desktopId()).actor;
      },
    }),
    onEnded: (listener) => void ended.listen(listener),
    start: () => principals.start(),
    async stop() {
      // Whoever opens the desktop app again says who they are; after a crash of the backend alone they need not.
      if (desktop !== null) principals.lock(desktop);
      deaf();
      principals.stop();
      for (const timer of endings.values()) timer.cancel();
      endings.clear();
      await passwords.stop();
    },
    handlers: {
      ...createDoor(context),
      ...createAccount(context),
      ...createTeam(context),
      ...createHello({ ...options, startedAt, backendId, principals }),
      windowToken: {
        command: (_, call) => {
          return () => {
            if (call.sessionId === null || call.host !== 'web') throw new Refusal('NOT_WEB');
            return { token: tokens.mint(WINDOW_TOKEN_LIFE, call.sessionId) };
          };
        },
      },
    },
  };
}

function freshSession(id: string, label: string, host: 'desktop' | 'web', at: number): StoredSession {
  const nobody = { operator: null, lockedAt: null, steppedUpUntil: 0 };
  return { ...nobody, id, family: id, label, host, createdAt: at, expiresAt: at + SESSION_LIFE, lastSeenAt: at };
}
