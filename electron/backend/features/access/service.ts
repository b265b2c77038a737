import { type Actor, PERMISSIONS } from '../../../../shared/base/access';
import { HOUR } from '../../../../shared/base/time';
import type { accessContract } from '../../../../shared/features/access/contract';
import type { DataSource } from '../../../../shared/features/market/instrument';
import type { Clock } from '../../kit/clock';
import { sha256Hex } from '../../kit/hash';
import type { Ids } from '../../kit/ids';
import { randomToken } from '../../kit/random';
import { createSubject } from '../../kit/subject';
import { Refusal } from '../../store/refusal';
import type { Commands, Facts, Reader } from '../../store/types';
import type { Handlers } from '../handlers';
import { insertSession, liveSessions, revokeSession, sessionBySecret } from './store';
import { createTokens } from './tokens';

/** The one built-in operator, until operators of their own exist; holds every right. */
export const OWNER: Actor = { id: 'owner', permissions: new Set(PERMISSIONS) };

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
  readonly version: string;
  readonly host: 'desktop' | 'web';
  readonly source: () => DataSource;
  readonly onError: (error: unknown) => void;
}

export interface Access {
  readonly handlers: Handlers<typeof accessContract>;
  /** A one-time token for the link that is printed at the start; lives until it is used. */
  startToken(): string;
  openSession(token: string, label: string): Opened;
  /** Id of the live session this secret opens, or null. */
  authenticate(secret: string): string | null;
  /** Hears the ids of sessions that were revoked or have expired. */
  onEnded(listener: (id: string) => void): void;
  stop(): void;
}

export function createAccess(options: AccessOptions): Access {
  const { read, commands, clock, ids } = options;
  const tokens = createTokens({ now: () => clock.now(), random: () => randomToken(SECRET_BYTES), digest: sha256Hex });
  const ended = createSubject<string>(options.onError);
  const startedAt = clock.now();
  const backendId = ids();
  const lastSeen = new Map<string, number>();
  const endings = new Map<string, { cancel(): void }>();

  const expire = (id: string, expiresAt: number) => {
    if (endings.has(id)) return;
    const timer = clock.setTimeout(() => {
      endings.delete(id);
      ended.tell(id);
    }, expiresAt - clock.now());
    endings.set(id, timer);
  };

  // Heard after the commit: a socket never closes for a revocation that did not happen.
  const deaf = options.facts.subscribe((fact) => {
    if (fact.kind === 'session.revoked') ended.tell(fact.subject);
  });

  return {
    startToken: () => tokens.mint(null),
    openSession(token, label) {
      const verdict = tokens.use(token);
      const request = { actor: 'system:web', action: 'access.openSession', input: { label } };
      if (verdict !== 'ok') {
        commands.refused(request, verdict);
        return { reason: verdict };
      }
      const secret = randomToken(SECRET_BYTES);
      return commands.run(request, (tx) => {
        const session = { id: ids(), label, createdAt: tx.at, expiresAt: tx.at + SESSION_LIFE, lastSeenAt: tx.at };
        tx.subject(session.id);
        insertSession(tx, session, sha256Hex(secret));
        return { secret, expiresAt: session.expiresAt };
      });
    },
    authenticate(secret) {
      const session = sessionBySecret(read, sha256Hex(secret), clock.now());
      if (session === undefined) return null;
      lastSeen.set(session.id, clock.now());
      expire(session.id, session.expiresAt);
      return session.id;
    },
    onEnded: (listener) => void ended.listen(listener),
    stop() {
      deaf();
      for (const timer of endings.values()) timer.cancel();
      endings.clear();
    },
    handlers: {
      hello: {
        query: (_, call) => ({
          version: options.version,
          operator: { id: call.actor.id, name: call.actor.id },
          permissions: [...call.actor.permissions],
          source: options.source(),
          startedAt,
          backendId,
          host: options.host,
        }),
      },
      sessions: {
        query: (_, call) => ({
          sessions: liveSessions(read, clock.now()).map((session) => ({
            ...session,
            lastSeenAt: Math.max(session.lastSeenAt, lastSeen.get(session.id) ?? 0),
            current: session.id === call.sessionId,
          })),
        }),
      },
      revokeSession: {
        command: ({ id }) => {
          return (tx) => {
            tx.subject(id);
            if (!revokeSession(tx, id)) throw new Refusal('UNKNOWN_SESSION');
            tx.fact('session.revoked', id);
            return {};
          };
        },
      },
      windowToken: {
        command: (_, call) => {
          return () => {
            if (call.sessionId === null) throw new Refusal('NOT_WEB');
            return { token: tokens.mint(WINDOW_TOKEN_LIFE) };
          };
        },
      },
    },
  };
}
