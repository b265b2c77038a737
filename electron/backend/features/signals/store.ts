import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { z } from 'zod';
import { type SavedView, type SignalFilter, savedView } from '../../../../shared/features/signals/contract';
import type { ClosedSignal } from '../../../../shared/features/signals/rates';
import { resultName, type SignalRow } from '../../../../shared/features/signals/signal';
import type { ConsoleSchema } from '../../store/schema';
import type { Reader, Reads, Tx } from '../../store/types';
import { readSignal, SIGNAL_COLUMNS } from './rows';

const BEGAN = 'engine.began';
const began = z
  .object({ data_json: z.string() })
  .transform((row) => z.object({ at: z.number() }).parse(JSON.parse(row.data_json)));

/** Since when decisions of this source are recorded; null where it has never run. */
export function beganAt(read: Reader, source: string): number | null {
  const query = read.db.selectFrom('facts').select('data_json').where('kind', '=', BEGAN).where('subject', '=', source);
  return read.get(query, began)?.at ?? null;
}

export function markBegun(tx: Tx, source: string, at: number): void {
  tx.fact(BEGAN, source, { at });
}

export interface StoredSnapshot {
  /** Open time of the last candle in it. */
  readonly lastTs: number;
  readonly bytes: Uint8Array;
}

export function loadSnapshot(read: Reader, source: string, instrument: string): StoredSnapshot | null {
  const query = read.db
    .selectFrom('kernel_snapshots')
    .select(['last_ts', 'bytes'])
    .where('source', '=', source)
    .where('instrument', '=', instrument);
  const row = read.get(query);
  return row === undefined ? null : { lastTs: row.last_ts, bytes: row.bytes };
}

export interface KernelPlace {
  readonly source: string;
  readonly instrument: string;
  readonly lastTs: number;
}

export function saveSnapshot(tx: Tx, { source, instrument, lastTs }: KernelPlace, bytes: Uint8Array): void {
  const state = { last_ts: lastTs, taken_at: tx.at, bytes };
  tx.run(
    tx.db
      .insertInto('kernel_snapshots')
      .values({ source, instrument, ...state })
      .onConflict((conflict) => conflict.columns(['source', 'instrument']).doUpdateSet(state)),
  );
}

/** The filter as conditions; only what came from this source is ever shown together. */
function conditions(source: string, filter: SignalFilter) {
  return (eb: ExpressionBuilder<ConsoleSchema, 'signals'>): Expression<SqlBool> => {
    const all: Expression<SqlBool>[] = [eb('source', '=', source)];
    if (filter.instruments?.length) all.push(eb('instrument', 'in', filter.instruments));
    if (filter.timeframes?.length) all.push(eb('timeframe', 'in', filter.timeframes));
    if (filter.directions?.length) all.push(eb('direction', 'in', filter.directions));
    if (filter.strategies?.length) all.push(eb('strategy', 'in', filter.strategies));
    if (filter.states?.length) all.push(eb('state', 'in', filter.states));
    if (filter.open === true) all.push(eb.or([eb('outcome_final', 'is', null), eb('outcome_final', '=', 0)]));
    if (filter.open === false) all.push(eb('outcome_final', '=', 1));
    if (filter.from !== undefined) all.push(eb('at', '>=', filter.from));
    if (filter.to !== undefined) all.push(eb('at', '<', filter.to));
    if (filter.text) {
      const like = `%${filter.text.toLowerCase()}%`;
      all.push(eb.or((['id', 'instrument', 'strategy'] as const).map((column) => eb(eb.fn('lower', [column]), 'like', like))));
    }
    return eb.and(all);
  };
}

export interface Page {
  readonly rows: SignalRow[];
  readonly next: string | null;
  readonly total: number;
}

/** Newest first; the cursor is the last row's time and id, so that new signals do not shift the pages. */
export function listSignals(read: Reader, source: string, filter: SignalFilter, cursor: string | null, limit: number): Page {
  const where = conditions(source, filter);
  const after = cursor === null ? null : cursorOf(cursor);
  let query = read.db.selectFrom('signals').select(SIGNAL_COLUMNS).where(where);
  if (after !== null) {
    query = query.where((eb) => eb.or([eb('at', '<', after.at), eb.and([eb('at', '=', after.at), eb('id', '<', after.id)])]));
  }
  const rows = read.all(query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit)).map(readSignal);
  const total =
    read.get(
      read.db
        .selectFrom('signals')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where(where),
    )?.n ?? 0;
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { rows, next: last === undefined ? null : `${last.at}.${last.id}`, total };
}

/** An unreadable cursor starts from the newest again. */
function cursorOf(cursor: string): { at: number; id: string } | null {
  const [at, id] = cursor.split('.');
  return id !== undefined && /^\d+$/.test(at ?? '') ? { at: Number(at), id } : null;
}

/** With the columns that only the detail shows. */
export function signalById(reads: Reads, db: Reader['db'], id: string) {
  return reads.get(db.selectFrom('signals').select(SIGNAL_COLUMNS).where('id', '=', id));
}

/** How a signal stands; null where it is not on record. */
export function stateOf(read: Reader, id: string): string | null {
  return read.get(read.db.selectFrom('signals').select('state').where('id', '=', id))?.state ?? null;
}

/** Closed ones of the filter: all candidates, or only those that were published. */
export function closedSignals(read: Reader, source: string, filter: SignalFilter, publishedOnly: boolean): ClosedSignal[] {
  let query = read.db
    .selectFrom('signals')
    .select(['outcome_result', 'no_edge', 'outcome_r'])
    .where(conditions(source, filter))
    .where('outcome_final', '=', 1);
  if (publishedOnly) query = query.where('state', 'in', ['validated', 'released']);
  return read.all(query, closedRow);
}

const closedRow = z
  .object({ outcome_result: resultName, no_edge: z.number(), outcome_r: z.number() })
  .transform((row) => ({ result: row.outcome_result, noEdge: row.no_edge, r: row.outcome_r }));

const viewRow = z
  .object({ id: z.string(), name: z.string(), filter_json: z.string() })
  .transform(({ id, name, filter_json }) => savedView.parse({ id, name, filter: JSON.parse(filter_json) }));

export function listViews(read: Reader, owner: string): SavedView[] {
  const query = read.db
    .selectFrom('saved_views')
    .select(['id', 'name', 'filter_json'])
    .where('owner', '=', owner)
    .orderBy('name');
  return read.all(query, viewRow);
}

/** A view of the same name is replaced and keeps its id. */
export function saveView(tx: Tx, owner: string, view: SavedView): SavedView {
  const known = tx.get(tx.db.selectFrom('saved_views').select('id').where('owner', '=', owner).where('name', '=', view.name));
  const filter_json = JSON.stringify(view.filter);
  if (known !== undefined) {
    tx.run(tx.db.updateTable('saved_views').set({ filter_json }).where('id', '=', known.id));
    return { ...view, id: known.id };
  }
  tx.run(tx.db.insertInto('saved_views').values({ id: view.id, owner, name: view.name, filter_json, created_at: tx.at }));
  return view;
}

export function deleteView(tx: Tx, owner: string, id: string): void {
  tx.run(tx.db.deleteFrom('saved_views').where('id', '=', id).where('owner', '=', owner));
}
