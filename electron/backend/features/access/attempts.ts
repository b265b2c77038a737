import { HOUR, MINUTE } from '../../../../shared/base/time';
import type { Clock } from '../../kit/clock';
import { sha256Hex } from '../../kit/hash';
import { Refusal } from '../../store/refusal';
import type { Commands, Reader, Tx } from '../../store/types';

/** Wrong answers that cost no wait: of one account, and of all together. */
const FREE = 5;
const FREE_OF_ALL = 20;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15 * MINUTE;
/** After so long without an attempt it begins anew. */
const FORGOTTEN = 24 * HOUR;
const FORGOTTEN_OF_ALL = HOUR;
const ALL = 'all';

export const passwordKey = (email: string) => `password:${sha256Hex(email.trim().toLowerCase())}`;
export const codeKey = (operator: string) => `code:${operator}`;
export const INVITATION_KEY = 'invitation';

export interface Attempts {
  /**
   * Counts an attempt before its answer is known, so that many at once are not all free. Throws `TOO_MANY` while the wait lasts.
   */
  begin(key: string): void;
  /** The answer was right. */
  right(tx: Tx, key: string): void;
  /** The same, where no other transaction follows. */
  rightAlone(key: string): void;
}

interface Row {
  readonly key: string;
  readonly failures: number;
  readonly last_at: number;
  readonly closed_until: number;
}

/** Kept in the database, so that a new start does not make guessing cheap again. */
export function createAttempts(options: { readonly read: Reader; readonly commands: Commands; readonly clock: Clock }): Attempts {
  const { read, commands, clock } = options;
  const right = (tx: Tx, key: string) => {
    put(tx, { key, failures: 0, last_at: tx.at, closed_until: 0 });
    const all = rowOf(tx.get(tx.db.selectFrom('login_attempts').selectAll().where('key', '=', ALL)), ALL, tx.at);
    put(tx, { ...all, failures: Math.max(0, all.failures - 1), closed_until: 0 });
  };
  return {
    begin(key) {
      const now = clock.now();
      const stored = [key, ALL].map((each) =>
        rowOf(read.get(read.db.selectFrom('login_attempts').selectAll().where('key', '=', each)), each, now),
      );
      const waitMs = Math.max(...stored.map(({ closed_until }) => closed_until - now));
      if (waitMs > 0) throw new Refusal('TOO_MANY', { waitMs });
      commands.run({ actor: 'system:access', action: 'access.countAttempt', input: null }, (tx) => {
        for (const row of stored) put(tx, { ...row, ...counted(row, tx.at) });
      });
    },
    right,
    rightAlone: (key) =>
      commands.run({ actor: 'system:access', action: 'access.rightAttempt', input: null }, (tx) => right(tx, key)),
  };
}

function counted({ key, failures }: Row, at: number): Omit<Row, 'key'> {
  const more = failures + 1;
  const over = more - (key === ALL ? FREE_OF_ALL : FREE);
  const wait = over < 0 ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(over, 30));
  return { failures: more, last_at: at, closed_until: wait === 0 ? 0 : at + wait };
}

function rowOf(stored: Row | undefined, key: string, now: number): Row {
  const forgotten = key === ALL ? FORGOTTEN_OF_ALL : FORGOTTEN;
  if (stored !== undefined && now - stored.last_at < forgotten) return stored;
  return { key, failures: 0, last_at: now, closed_until: 0 };
}

function put(tx: Tx, row: Row): void {
  const { key, ...rest } = row;
  tx.run(
    tx.db
      .insertInto('login_attempts')
      .values({ key, ...rest })
      .onConflict((same) => same.column('key').doUpdateSet(rest)),
  );
}
