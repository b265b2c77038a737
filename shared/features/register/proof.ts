import { z } from 'zod';

export const proofState = z.enum(['equal', 'different', 'inputs-changed', 'model-missing', 'unprovable']);
export type ProofState = z.infer<typeof proofState>;

/** One thing that a proof met. */
export const finding = z.object({
  kind: z.enum([
    /** A field differs. */
    'field',
    /** Sealed, but not decided again. */
    'missing',
    /** Decided again, but never sealed. */
    'extra',
    /** The seal's own content does not give its hash. */
    'seal',
    'model-missing',
    'unprovable',
  ]),
  signalId: z.string().nullable(),
  at: z.int().nullable(),
  /** Path of the first field that differs, such as `decision.entry`; for `unprovable` the reason's word. */
  field: z.string(),
  sealed: z.string().nullable(),
  recomputed: z.string().nullable(),
  /** True where candles that it was computed from were repaired since. */
  inputsChanged: z.boolean(),
});
export type Finding = z.infer<typeof finding>;

export const proofRow = z.object({
  day: z.string(),
  instrument: z.string(),
  state: proofState,
  at: z.int(),
  /** Close time of the last candle that was computed. */
  until: z.int(),
  signals: z.int(),
  digest: z.string(),
  findings: z.array(finding),
  /** Candles repaired since that the day was computed from: how many, and the first open times. */
  repaired: z.object({ count: z.int(), first: z.array(z.int()) }),
});
export type ProofRow = z.infer<typeof proofRow>;

const WORST_FIRST: readonly ProofState[] = ['different', 'unprovable', 'model-missing', 'inputs-changed', 'equal'];

/** What a day comes to: the worst of its instruments. */
export function worstOf(states: readonly ProofState[]): ProofState {
  return WORST_FIRST.find((state) => states.includes(state)) ?? 'equal';
}

/** What one finding makes of its day. A broken seal stays one whatever became of the candles. */
export function stateOf({ kind, inputsChanged }: Pick<Finding, 'kind' | 'inputsChanged'>): ProofState {
  if (kind === 'unprovable' || kind === 'model-missing') return kind;
  return inputsChanged && kind !== 'seal' ? 'inputs-changed' : 'different';
}

/** What counts most comes first, else in the order in which it was met: no number of excused findings pushes a true one out. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  const rank = (one: Finding) => WORST_FIRST.indexOf(stateOf(one));
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

/** The first difference between two JSON values: its path and both sides as short texts; null where they are equal. */
export function firstDifference(
  sealed: unknown,
  recomputed: unknown,
  path = '',
): Pick<Finding, 'field' | 'sealed' | 'recomputed'> | null {
  if (isNode(sealed) && isNode(recomputed) && Array.isArray(sealed) === Array.isArray(recomputed)) {
    const keys = [...new Set([...Object.keys(sealed), ...Object.keys(recomputed)])].sort(byCause);
    for (const key of keys) {
      const found = firstDifference(sealed[key], recomputed[key], path === '' ? key : `${path}.${key}`);
      if (found !== null) return found;
    }
    return null;
  }
  if (Object.is(sealed, recomputed)) return null;
  return { field: path, sealed: short(sealed), recomputed: short(recomputed) };
}

/** What explains the rest comes first: what was read, then what was decided from it; an id only repeats the others. */
const CAUSES = ['windowDigest', 'inputs', 'decision', 'reasons'];

function byCause(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function rankOf(key: string): number {
  if (key === 'id') return CAUSES.length + 1;
  const rank = CAUSES.indexOf(key);
  return rank === -1 ? CAUSES.length : rank;
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function short(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value).slice(0, 120);
}
