export type Verification =
  | { readonly state: 'running'; readonly checked: number; readonly total: number }
  | { readonly state: 'holds'; readonly checked: number }
  | { readonly state: 'broken'; readonly sequence: number; readonly reason: string }
  /** It ended before the end of the chain: nothing is known. */
  | { readonly state: 'interrupted' };

interface Step {
  readonly checked: number;
  readonly total: number;
  readonly finished: boolean;
  readonly broken: { readonly sequence: number; readonly reason: string } | null;
}

/** What one event of the walk says; a chain holds only once the walk has finished without a break. */
export function verificationOf(step: Step): Verification {
  if (step.broken !== null) return { state: 'broken', ...step.broken };
  return step.finished
    ? { state: 'holds', checked: step.checked }
    : { state: 'running', checked: step.checked, total: step.total };
}
