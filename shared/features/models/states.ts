import { z } from 'zod';
import { DAY } from '../../base/time';
import type { ModelCard } from './card';

/** `candidate` was trained; `shadow` scores beside the live one and publishes nothing; `active` gives signals their confidence. */
export const MODEL_STATES = ['candidate', 'shadow', 'active', 'retired', 'quarantined'] as const;
export const modelState = z.enum(MODEL_STATES);
export type ModelState = z.infer<typeof modelState>;

export const MODEL_ACTS = ['shadow', 'activate', 'retire', 'quarantine', 'unquarantine', 'expire'] as const;
export const modelAct = z.enum(MODEL_ACTS);
export type ModelAct = z.infer<typeof modelAct>;

/** What each act makes of a model, by the state it is in. `retired` is the end: a model that is wanted again is trained again. */
const NEXT: Readonly<Record<ModelState, Readonly<Partial<Record<ModelAct, ModelState>>>>> = {
  candidate: { shadow: 'shadow', retire: 'retired' },
  shadow: { activate: 'active', retire: 'retired', quarantine: 'quarantined', expire: 'retired' },
  active: { retire: 'retired', quarantine: 'quarantined', expire: 'retired' },
  // Back to the beginning: it has to prove itself in shadow again.
  quarantined: { unquarantine: 'candidate', retire: 'retired' },
  retired: {},
};

export type Step = { readonly ok: true; readonly state: ModelState } | { readonly ok: false; readonly word: StepRefusal };
export type StepRefusal = 'WRONG_STATE' | 'NOT_ACCEPTED';

/** The state after an act, or why it is not allowed. A model that its own card refuses is never put in force. */
export function stepOf(state: ModelState, verdict: ModelCard['verdict'], act: ModelAct): Step {
  const next = NEXT[state][act];
  if (next === undefined) return { ok: false, word: 'WRONG_STATE' };
  return act === 'activate' && verdict !== 'accepted' ? { ok: false, word: 'NOT_ACCEPTED' } : { ok: true, state: next };
}

/** Acts that a person may take now; `expire` belongs to the clock. */
export function actsOf(state: ModelState, verdict: ModelCard['verdict']): readonly ModelAct[] {
  return MODEL_ACTS.filter((act) => act !== 'expire' && stepOf(state, verdict, act).ok);
}

/** Life of a promotion in days: there is no "never". */
export const LIFE_DAYS = { least: 1, usual: 30, most: 90 } as const;

export function expiryAfter(days: number, now: number): number {
  if (!Number.isInteger(days) || days < LIFE_DAYS.least || days > LIFE_DAYS.most)
    throw new RangeError(`a promotion lasts ${LIFE_DAYS.least} to ${LIFE_DAYS.most} days, not ${days}`);
  return now + days * DAY;
}

/** Whether a promotion still holds: its last moment is outside. */
export function isDue(expiresAt: number | null, now: number): boolean {
  return expiresAt !== null && now >= expiresAt;
}
