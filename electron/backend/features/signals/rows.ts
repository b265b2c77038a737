import { z } from 'zod';
import type { Json } from '../../../../shared/base/canonical';
import {
  decisionInputs,
  type Hold,
  outcome,
  reason,
  type SignalRow,
  signalRow,
  timelineEntry,
} from '../../../../shared/features/signals/signal';
import type { EngineSignal } from '../../engine/port';
import type { SignalsTable } from '../../store/schema';

export const SIGNAL_COLUMNS = [
  'id',
  'at',
  'instrument',
  'timeframe',
  'direction',
  'entry',
  'tp1',
  'tp2',
  'sl',
  'confidence',
  'no_edge',
  'status',
  'expires_at',
  'strategy',
  'rule_set',
  'source',
  'checks_json',
  'inputs_json',
  'reasons_json',
  'state',
  'outcome_at',
  'outcome_result',
  'outcome_final',
  'outcome_r',
  'outcome_r_gross',
  'hold_json',
] as const;

type Stored = Pick<SignalsTable, (typeof SIGNAL_COLUMNS)[number]>;

/** A stored row as the contract says it; parsed, so that a damaged row throws instead of being shown. */
export function readSignal(stored: Stored): SignalRow {
  const { no_edge, expires_at, rule_set, checks_json, reasons_json, hold_json, inputs_json: _, ...rest } = stored;
  return signalRow.parse({
    ...rest,
    noEdge: no_edge,
    expiresAt: expires_at,
    ruleSet: rule_set,
    checks: JSON.parse(checks_json),
    reasons: z.array(reason).parse(JSON.parse(reasons_json)),
    outcome: readOutcome(stored),
    hold: hold_json === null ? null : JSON.parse(hold_json),
  });
}

export function readInputs(stored: Stored) {
  return decisionInputs.parse(JSON.parse(stored.inputs_json));
}

function readOutcome(stored: Stored) {
  if (stored.outcome_result === null) return null;
  return outcome.parse({
    id: stored.id,
    at: stored.outcome_at,
    result: stored.outcome_result,
    final: stored.outcome_final === 1,
    r: stored.outcome_r,
    rGross: stored.outcome_r_gross,
  });
}

/** A decision as a new row: nothing reached yet, standing as it was decided, or held. */
export function newRow({ decision, inputs, reasons }: EngineSignal, hold: Hold | null): SignalsTable {
  const { noEdge, expiresAt, ruleSet, checks, ...rest } = decision;
  return {
    ...rest,
    no_edge: noEdge,
    expires_at: expiresAt,
    rule_set: ruleSet,
    checks_json: JSON.stringify(checks),
    inputs_json: JSON.stringify(inputs),
    reasons_json: JSON.stringify(reasons),
    state: hold === null ? decision.status : 'quarantined',
    hold_json: hold === null ? null : JSON.stringify(hold),
    outcome_at: null,
    outcome_result: null,
    outcome_final: null,
    outcome_r: null,
    outcome_r_gross: null,
  };
}

/** What is sealed: the decision with everything it was computed from, and what held it back where something did. */
export function sealBody({ decision, inputs, reasons }: EngineSignal, hold: Hold | null): Json {
  return JSON.parse(JSON.stringify({ decision, inputs, reasons, ...(hold === null ? {} : { hold }) })) as Json;
}

export const timelineRow = z
  .object({
    at: z.int(),
    kind: z.string(),
    actor: z.string(),
    note: z.string().nullable(),
    result: z.string().nullable(),
    price: z.number().nullable(),
  })
  .transform((stored) => timelineEntry.parse(stored));
