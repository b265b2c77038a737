import { z } from 'zod';
import type { RuleSet } from '../signals/ruleSet';

/** What a run may change of the rule set; anything left out stays as it is in force. */
export const overrides = z.strictObject({
  minConfidence: z.number().min(0).max(1).optional(),
  minRewardToRisk: z.number().min(0).max(20).optional(),
  tp1R: z.number().min(0.1).max(5).optional(),
  expiryBars: z.int().min(1).max(1000).optional(),
});
export type Overrides = z.infer<typeof overrides>;

const NAMES = ['minConfidence', 'minRewardToRisk', 'tp1R', 'expiryBars'] as const;

/**
 * The rule set of a run. Unchanged it is the one in force, name included, so that decisions are the live ones to the id;
 * changed, its name says what was changed: `sirrius@1+tp1R=1`.
 */
export function ruleSetOf(inForce: RuleSet, changed: Overrides): RuleSet {
  const differing = NAMES.filter((name) => changed[name] !== undefined && changed[name] !== inForce[name]);
  if (differing.length === 0) return inForce;
  const id = `${inForce.id}+${differing.map((name) => `${name}=${changed[name]}`).join('+')}`;
  const values = Object.fromEntries(differing.map((name) => [name, changed[name]]));
  return { ...inForce, ...values, id };
}
