import type { Json } from '../../../../shared/base/canonical';
import type { ModelEvent } from '../../../../shared/features/models/contract';
import { expiryAfter, isDue, type ModelAct, type ModelState, stepOf } from '../../../../shared/features/models/states';
import { Refusal } from '../../store/refusal';
import type { Reader, Tx } from '../../store/types';
import type { Trained } from './ports';
import { activeModel, addEvent, insertModel, modelById, type Standing, setState } from './store';

/** Who has to know when a model comes, goes or fails. */
export const MODEL_PEOPLE = ['analyst', 'data-science', 'qa', 'lead-developer'] as const;
/** Something about the models has changed without any notice being due. */
export const MODELS_CHANGED = 'model.changed';

/** First digits of the id: what people call a model. */
export function nameOf(id: string): string {
  return id.slice(0, 8);
}

export interface Telling {
  readonly simulated: boolean;
}

function notice(telling: Telling, values: Readonly<Record<string, string | number>>): Json {
  return { notify: true, simulated: telling.simulated, values, roles: [...MODEL_PEOPLE] };
}

/** Puts a trained model on record as a candidate; false where the same training was done before. */
export function recordTrained(tx: Tx, { artifact, card }: Trained, by: string, telling: Telling): boolean {
  tx.subject(artifact.id);
  if (modelById(tx, dbOf(tx), artifact.id) !== undefined) return false;
  insertModel(tx, { artifact, card, by });
  addEvent(tx, artifact.id, { kind: 'trained', state: 'candidate', reason: null, values: { by } });
  const kind = card.verdict === 'accepted' ? 'model.trained' : 'model.refused';
  tx.fact(kind, artifact.id, notice(telling, { name: nameOf(artifact.id), n: card.tested }));
  return true;
}

export interface Decision {
  readonly id: string;
  readonly act: ModelAct;
  readonly reason: string | null;
  /** Of a promotion. */
  readonly days?: number;
  /** Figures that it rests on. */
  readonly values?: ModelEvent['values'];
}

/**
 * One step of one model, within a command; puts what it replaces out of force in the same one.
 * Throws the contract's refusals where the step is not allowed.
 */
export function decide(tx: Tx, source: string, decision: Decision, telling: Telling): Standing {
  const { id, act, reason, days, values = {} } = decision;
  tx.subject(id);
  const model = known(tx, id);
  if (model.source !== source) throw new Refusal('OTHER_SOURCE', { source: model.source });
  const step = stepOf(model.state, model.verdict, act);
  if (!step.ok) throw step.word === 'NOT_ACCEPTED' ? new Refusal(step.word) : new Refusal(step.word, { state: model.state });
  if (act === 'activate') retireActive(tx, source, id);
  const expiresAt = step.state === 'shadow' || step.state === 'active' ? expiryAfter(days ?? 0, tx.at) : model.expiresAt;
  setState(tx, id, step.state, expiresAt);
  addEvent(tx, id, { kind: act, state: step.state, reason, values: days === undefined ? values : { ...values, days } });
  tell(tx, id, act, step.state, telling, values);
  return known(tx, id);
}

/** One at most gives signals their confidence. */
function retireActive(tx: Tx, source: string, successor: string): void {
  const active = activeModel(tx, dbOf(tx), source);
  if (active === undefined) return;
  setState(tx, active.id, 'retired', active.expiresAt);
  addEvent(tx, active.id, { kind: 'retire', state: 'retired', reason: null, values: { successor: nameOf(successor) } });
  tx.fact(MODELS_CHANGED, active.id, { act: 'retire', state: 'retired' });
}

const TOLD: Readonly<Partial<Record<ModelAct, string>>> = {
  shadow: 'model.promoted',
  activate: 'model.promoted',
  retire: 'model.promoted',
  unquarantine: 'model.promoted',
  quarantine: 'model.quarantined',
  expire: 'model.expired',
};

function tell(tx: Tx, id: string, act: ModelAct, state: ModelState, telling: Telling, values: ModelEvent['values']): void {
  tx.fact(TOLD[act] ?? MODELS_CHANGED, id, notice(telling, { name: nameOf(id), state, ...values }));
}

/** The model that is in force at a time: active, and its promotion not yet over. */
export function inForce(read: Reader, source: string, now: number): Standing | null {
  const active = activeModel(read, read.db, source);
  return active === undefined || isDue(active.expiresAt, now) ? null : active;
}

function known(tx: Tx, id: string): Standing {
  const model = modelById(tx, dbOf(tx), id);
  if (model === undefined) throw new Refusal('UNKNOWN_MODEL');
  return model;
}

/** How it stands within the command; null where there is none. */
export function stateOf(tx: Tx, id: string): ModelState | null {
  return modelById(tx, dbOf(tx), id)?.state ?? null;
}

/** Selects are built alike on either connection. */
function dbOf(tx: Tx): Reader['db'] {
  return tx.db as unknown as Reader['db'];
}
