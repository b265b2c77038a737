import { z } from 'zod';
import type { Reader, Tx } from '../../store/types';

export interface StoredSession {
  readonly id: string;
  readonly label: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly lastSeenAt: number;
  readonly host: 'desktop' | 'web';
  /** The session whose windows are one browser. */
  readonly family: string;
  readonly operator: string | null;
  readonly lockedAt: number | null;
  readonly steppedUpUntil: number;
}

const row = z
  .object({
    id: z.string(),
    label: z.string(),
    created_at: z.int(),
    expires_at: z.int(),
    last_seen_at: z.int(),
    host: z.enum(['desktop', 'web']),
    family: z.string(),
    operator: z.string().nullable(),
    locked_at: z.int().nullable(),
    stepped_up_until: z.int(),
  })
  .transform(
    (stored): StoredSession => ({
      id: stored.id,
      label: stored.label,
      createdAt: stored.created_at,
      expiresAt: stored.expires_at,
      lastSeenAt: stored.last_seen_at,
      host: stored.host,
      family: stored.family,
      operator: stored.operator,
      lockedAt: stored.locked_at,
      steppedUpUntil: stored.stepped_up_until,
    }),
  );

const live = (read: Reader, now: number) =>
  read.db.selectFrom('sessions').selectAll().where('revoked_at', 'is', null).where('expires_at', '>', now);

/** Sessions of one operator that are neither revoked nor expired, newest first. */
export function sessionsOf(read: Reader, operator: string, now: number): StoredSession[] {
  return read.all(live(read, now).where('operator', '=', operator).orderBy('created_at', 'desc'), row);
}

/** Live sessions in which somebody is signed in. */
export function signedInSessions(read: Reader, now: number): StoredSession[] {
  return read.all(live(read, now).where('operator', 'is not', null), row);
}

export function sessionById(read: Reader, id: string, now: number): StoredSession | undefined {
  return read.get(live(read, now).where('id', '=', id), row);
}

export function sessionBySecret(read: Reader, secretHash: string, now: number): StoredSession | undefined {
  return read.get(live(read, now).where('secret_hash', '=', secretHash), row);
}

export function desktopSession(read: Reader, now: number): StoredSession | undefined {
  return read.get(live(read, now).where('host', '=', 'desktop').orderBy('created_at', 'desc').limit(1), row);
}

export function insertSession(tx: Tx, session: StoredSession, secretHash: string): void {
  tx.run(
    tx.db.insertInto('sessions').values({
      id: session.id,
      secret_hash: secretHash,
      label: session.label,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
      last_seen_at: session.lastSeenAt,
      revoked_at: null,
      host: session.host,
      family: session.family,
      operator: session.operator,
      locked_at: session.lockedAt,
      stepped_up_until: session.steppedUpUntil,
    }),
  );
}

export type SessionChange = Partial<{
  operator: string | null;
  locked_at: number | null;
  stepped_up_until: number;
  last_seen_at: number;
}>;

/** Changes every window of one browser together. */
export function changeFamily(tx: Tx, family: string, change: SessionChange): void {
  tx.run(tx.db.updateTable('sessions').set(change).where('family', '=', family).where('revoked_at', 'is', null));
  tx.fact('session.changed', family);
}

/** False where there is no such live session. */
export function revokeSession(tx: Tx, id: string): boolean {
  const touched = tx.run(
    tx.db
      .updateTable('sessions')
      .set({ revoked_at: tx.at })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', tx.at),
  );
  if (touched > 0) tx.fact('session.revoked', id);
  return touched > 0;
}
