import type { Json } from '../../../../shared/base/canonical';
import type { Hold, Outcome } from '../../../../shared/features/signals/signal';
import type { EngineSignal } from '../../engine/port';
import type { Tx } from '../../store/types';
import { newRow, sealBody } from './rows';

/** What the kernel said during one push, in its order. */
export type KernelEvent =
  | { readonly kind: 'signal'; readonly signal: EngineSignal; readonly hold: Hold | null }
  | { readonly kind: 'outcome'; readonly outcome: Outcome; readonly signal: EngineSignal };

export interface Telling {
  /** False where a notice would tell of something too old, or publication is stopped. */
  readonly notify: boolean;
  readonly simulated: boolean;
}

/** Told of each new signal in the command that records it, for whoever keeps something beside it. */
export type Scored = (tx: Tx, signal: EngineSignal) => void;

/** Stores one event of the kernel. Repeating one that is stored changes nothing, so a catch-up after a crash is harmless. */
export function recordEvent(tx: Tx, event: KernelEvent, telling: Telling, scored: Scored): void {
  if (event.kind === 'signal') recordSignal(tx, event.signal, event.hold, telling, scored);
  else recordOutcome(tx, event.outcome, event.signal, telling);
}

function isStored(tx: Tx, id: string): boolean {
  return tx.get(tx.db.selectFrom('signals').select('id').where('id', '=', id)) !== undefined;
}

function recordSignal(tx: Tx, signal: EngineSignal, hold: Hold | null, telling: Telling, scored: Scored): void {
  const { decision } = signal;
  if (isStored(tx, decision.id)) return;
  tx.seal(decision.id, sealBody(signal, hold));
  tx.run(tx.db.insertInto('signals').values(newRow(signal, hold)));
  scored(tx, signal);
  addEvent(tx, decision.id, { at: decision.at, kind: 'decided', price: decision.entry });
  addEvent(tx, decision.id, { at: tx.at, kind: 'sealed' });
  const state = hold === null ? decision.status : 'quarantined';
  if (state === 'quarantined')
    addEvent(tx, decision.id, { at: decision.at, kind: 'quarantined', note: hold?.reason ?? failedRules(signal) });
  if (telling.notify) addEvent(tx, decision.id, { at: tx.at, kind: 'notified' });
  const { instrument, timeframe, direction, entry, confidence, source } = decision;
  const values = { instrument, timeframe, direction, entry, confidence, source };
  tx.fact(`signal.${state}`, decision.id, { ...telling, values });
}

function recordOutcome(tx: Tx, outcome: Outcome, { decision }: EngineSignal, telling: Telling): void {
  // Set-ups of the warm-up history live in the kernel's record only: there is no row to close.
  if (!isStored(tx, outcome.id)) return;
  const { result, at, r, rGross } = outcome;
  const known = tx.get(
    tx.db.selectFrom('outcomes').select('at').where('signal_id', '=', outcome.id).where('result', '=', result),
  );
  if (known !== undefined) return;
  const final = outcome.final ? 1 : 0;
  tx.run(tx.db.insertInto('outcomes').values({ signal_id: outcome.id, result, at, final, r, r_gross: rGross }));
  const latest = { outcome_at: at, outcome_result: result, outcome_final: final, outcome_r: r, outcome_r_gross: rGross };
  tx.run(tx.db.updateTable('signals').set(latest).where('id', '=', outcome.id));
  addEvent(tx, outcome.id, { at, kind: 'outcome', result });
  if (outcome.final) tx.register('outcome', outcome.id, { outcome: { ...outcome } });
  const state = tx.get(tx.db.selectFrom('signals').select('state').where('id', '=', outcome.id))?.state;
  const published = state === 'validated' || state === 'released';
  const { instrument, timeframe, direction, source } = decision;
  const values = { instrument, timeframe, direction, source, result, r };
  const data: Json = { ...telling, notify: telling.notify && published, values };
  tx.fact('signal.outcome', outcome.id, data);
}

export interface TimelineNote {
  readonly at: number;
  readonly kind: string;
  readonly note?: string;
  readonly result?: string;
  readonly price?: number;
}

export function addEvent(tx: Tx, signalId: string, entry: TimelineNote): void {
  const { at, kind, note = null, result = null, price = null } = entry;
  tx.run(tx.db.insertInto('signal_events').values({ signal_id: signalId, at, kind, actor: tx.actor, note, result, price }));
}

function failedRules({ decision }: EngineSignal): string {
  return decision.checks
    .filter(({ passed }) => !passed)
    .map(({ rule }) => rule)
    .join(', ');
}
