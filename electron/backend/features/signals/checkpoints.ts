import { DAY } from '../../../../shared/base/time';
import type { KernelActsTable } from '../../store/tables/register';
import type { Tx } from '../../store/types';
import type { KernelPlace } from './store';

/** Days of which every checkpoint is kept; older ones are kept weekly, since the way from there is a matter of milliseconds. */
const DAILY = 3;
const KEPT = 40;

/** The first state that is stored of a UTC day is kept for the proofs of that day and the next ones. */
export function keepCheckpoint(tx: Tx, place: KernelPlace, bytes: Uint8Array, afresh: boolean): void {
  const { source, instrument, lastTs } = place;
  if (lastTs < 0) return;
  const own = tx.db.selectFrom('kernel_checkpoints').where('source', '=', source).where('instrument', '=', instrument);
  const last = tx.get(own.select('last_ts').orderBy('last_ts', 'desc').limit(1))?.last_ts;
  if (!afresh && last !== undefined && dayOf(last) >= dayOf(lastTs)) return;
  const state = { taken_at: tx.at, afresh: afresh ? 1 : 0, bytes };
  tx.run(
    tx.db
      .insertInto('kernel_checkpoints')
      .values({ source, instrument, last_ts: lastTs, ...state })
      .onConflict((conflict) => conflict.columns(['source', 'instrument', 'last_ts']).doUpdateSet(state)),
  );
  for (const old of tx.all(own.select(['last_ts', 'afresh']))) {
    if (isKept(old.last_ts, old.afresh === 1, lastTs)) continue;
    const gone = tx.db.deleteFrom('kernel_checkpoints').where('source', '=', source).where('instrument', '=', instrument);
    tx.run(gone.where('last_ts', '=', old.last_ts));
  }
}

function isKept(lastTs: number, afresh: boolean, now: number): boolean {
  const age = dayOf(now) - dayOf(lastTs);
  return age <= DAILY || (age <= KEPT && (afresh || dayOf(lastTs) % 7 === 0));
}

function dayOf(ts: number): number {
  return Math.floor(ts / DAY);
}

/** A person's act, to be repeated after the same candle by a proof. */
export function noteAct(tx: Tx, act: Omit<KernelActsTable, 'sequence' | 'at'>): void {
  tx.run(tx.db.insertInto('kernel_acts').values({ at: tx.at, ...act }));
}
