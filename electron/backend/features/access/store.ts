import { z } from 'zod';
import type { Reader, Tx } from '../../store/types';

export interface StoredSession {
  readonly id: string;
  readonly label: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly lastSeenAt: number;
}

const row = z
  .object({ id: z.string(), label: z.string(), created_at: z.int(), expires_at: z.int(), last_seen_at: z.int() })
  .transform((stored) => ({
    id: stored.id,
    label: stored.label,
    createdAt: stored.created_at,
    expiresAt: stored.expires_at,
    lastSeenAt: stored.last_seen_at,
  }));

const COLUMNS = ['id', 'label', 'created_at', 'expires_at', 'last_seen_at'] as const;

/** Sessions that are neither revoked nor expired, newest first. */
export function liveSessions(read: Reader, now: number): StoredSession[] {
  const query = read.db
    .selectFrom('sessions')
    .select(COLUMNS)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc');
  return read.all(query, row);
}

export function sessionBySecret(read: Reader, secretHash: string, now: number): StoredSession | undefined {
  const query = read.db
    .selectFrom('sessions')
    .select(COLUMNS)
    .where('secret_hash', '=', secretHash)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now);
  return read.get(query, row);
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
    }),
  );
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
  return touched > 0;
}
