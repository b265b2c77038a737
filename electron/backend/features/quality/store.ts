import { z } from 'zod';
import {
  type Alert,
  type AlertFigures,
  type AlertKind,
  alert,
  alertFigures,
  type Lock,
  lock,
} from '../../../../shared/features/quality/contract';
import { EVERYTHING } from '../../../../shared/features/quality/figures';
import type { Reader, Reads, Tx } from '../../store/types';

export const QUALITY_ACTOR = 'system:quality';

/** A query builder of either connection, for what a command and a query both read. */
export type Db = Reader['db'];
export const dbOf = (tx: Tx): Db => tx.db as unknown as Db;

export function readState<State>(reads: Reads, db: Db, source: string, name: string, shape: z.ZodType<State>): State | null {
  const query = db.selectFrom('quality_states').select('state_json').where('source', '=', source).where('name', '=', name);
  const row = reads.get(query);
  return row === undefined ? null : shape.parse(JSON.parse(row.state_json));
}

/** States whose name begins so, with what follows in the name. */
export function readStates<State>(read: Reader, source: string, prefix: string, shape: z.ZodType<State>) {
  const query = read.db.selectFrom('quality_states').select(['name', 'state_json']).where('source', '=', source);
  return read
    .all(query.where('name', 'like', `${prefix}%`).orderBy('name'))
    .map(({ name, state_json }) => ({ name: name.slice(prefix.length), state: shape.parse(JSON.parse(state_json)) }));
}

export function writeState(tx: Tx, source: string, name: string, state: unknown): void {
  const state_json = JSON.stringify(state);
  tx.run(
    tx.db
      .insertInto('quality_states')
      .values({ source, name, state_json })
      .onConflict((conflict) => conflict.columns(['source', 'name']).doUpdateSet({ state_json })),
  );
}

const lockRow = z
  .object({
    id: z.string(),
    scope: z.string(),
    kind: z.string(),
    owner: z.string(),
    reason: z.string(),
    values_json: z.string(),
    created_at: z.int(),
    expires_at: z.int(),
    lifted_at: z.int().nullable(),
    lifted_by: z.string().nullable(),
    lifted_reason: z.string().nullable(),
  })
  .transform(
    (row): Lock =>
      lock.parse({
        id: row.id,
        scope: row.scope,
        kind: row.kind,
        owner: row.owner,
        reason: row.reason,
        values: JSON.parse(row.values_json),
        createdAt: row.created_at,
        expiresAt: row.expires_at,
        liftedAt: row.lifted_at,
        liftedBy: row.lifted_by,
        liftedReason: row.lifted_reason,
      }),
  );
const LOCK = [
  'id',
  'scope',
  'kind',
  'owner',
  'reason',
  'values_json',
  'created_at',
  'expires_at',
  'lifted_at',
  'lifted_by',
  'lifted_reason',
] as const;

const locks = (db: Db, source: string) => db.selectFrom('quality_locks').select(LOCK).where('source', '=', source);

/** Locks in force, the one that stops everything first. */
export function activeLocks(reads: Reads, db: Db, source: string, now: number): Lock[] {
  const query = locks(db, source).where('lifted_at', 'is', null).where('expires_at', '>', now);
  return reads.all(query.orderBy('scope').orderBy('id'), lockRow);
}

/** What keeps this instrument's signals back now: a stop of everything counts before its own. */
export function lockOn(reads: Reads, db: Db, source: string, instrument: string, now: number): Lock | null {
  const query = locks(db, source).where('lifted_at', 'is', null).where('expires_at', '>', now);
  return reads.get(query.where('scope', 'in', [EVERYTHING, instrument]).orderBy('scope').limit(1), lockRow) ?? null;
}

export function lockById(reads: Reads, db: Db, source: string, id: string): Lock | null {
  return reads.get(locks(db, source).where('id', '=', id), lockRow) ?? null;
}

/** Ended ones, the latest first. */
export function pastLocks(read: Reader, source: string, limit: number): Lock[] {
  const query = locks(read.db, source).where('lifted_at', 'is not', null);
  return read.all(query.orderBy('lifted_at', 'desc').orderBy('id', 'desc').limit(limit), lockRow);
}

/** Past their end, and nobody has said so yet. */
export function expiredLocks(read: Reader, source: string, now: number): Lock[] {
  return read.all(locks(read.db, source).where('lifted_at', 'is', null).where('expires_at', '<=', now), lockRow);
}

export function insertLock(tx: Tx, source: string, one: Lock): void {
  const { id, scope, kind, owner, reason, values, createdAt, expiresAt } = one;
  const times = { created_at: createdAt, expires_at: expiresAt };
  const open = { lifted_at: null, lifted_by: null, lifted_reason: null };
  const row = { id, source, scope, kind, owner, reason, values_json: JSON.stringify(values), ...times, ...open };
  tx.run(tx.db.insertInto('quality_locks').values(row));
}

/** Ends a lock, and the alert that set it is over with it. */
export function endLock(tx: Tx, id: string, by: string, reason: string): void {
  const end = { lifted_at: tx.at, lifted_by: by, lifted_reason: reason };
  tx.run(tx.db.updateTable('quality_locks').set(end).where('id', '=', id));
  const over = tx.db.updateTable('quality_alerts').set({ cleared_at: tx.at });
  tx.run(over.where('lock', '=', id).where('cleared_at', 'is', null));
}

export interface NewAlert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly scope: string;
  readonly marketAt: number;
  readonly figures: AlertFigures;
  readonly lock: string | null;
}

export function insertAlert(tx: Tx, source: string, one: NewAlert): void {
  const { id, kind, scope, marketAt, figures, lock: set } = one;
  const row = { id, source, kind, scope, at: tx.at, market_at: marketAt, lock: set, cleared_at: null };
  tx.run(tx.db.insertInto('quality_alerts').values({ ...row, figures_json: JSON.stringify(figures) }));
}

export function clearAlerts(tx: Tx, source: string, kind: AlertKind): void {
  const query = tx.db.updateTable('quality_alerts').set({ cleared_at: tx.at }).where('source', '=', source);
  tx.run(query.where('kind', '=', kind).where('cleared_at', 'is', null));
}

const alertRow = z
  .object({
    id: z.string(),
    kind: z.string(),
    scope: z.string(),
    at: z.int(),
    market_at: z.int(),
    figures_json: z.string(),
    lock: z.string().nullable(),
    cleared_at: z.int().nullable(),
  })
  .transform(
    ({ market_at, figures_json, cleared_at, ...rest }): Alert =>
      alert.parse({
        ...rest,
        marketAt: market_at,
        figures: alertFigures.parse(JSON.parse(figures_json)),
        clearedAt: cleared_at,
      }),
  );
const ALERT = ['id', 'kind', 'scope', 'at', 'market_at', 'figures_json', 'lock', 'cleared_at'] as const;

/** Newest first. */
export function listAlerts(read: Reader, source: string, limit: number, kind?: AlertKind): Alert[] {
  const query = read.db.selectFrom('quality_alerts').select(ALERT).where('source', '=', source);
  const wanted = kind === undefined ? query : query.where('kind', '=', kind);
  return read.all(wanted.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit), alertRow);
}

export function countAlerts(read: Reader, source: string): number {
  const query = read.db.selectFrom('quality_alerts').select((eb) => eb.fn.countAll<number>().as('n'));
  return read.get(query.where('source', '=', source))?.n ?? 0;
}
