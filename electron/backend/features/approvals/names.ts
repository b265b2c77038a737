import type { Approver } from '../../../../shared/features/approvals/rules';

/** Whoever acted, by name; the id where they are no operator, such as a job. */
export function nameOf(people: readonly Approver[], id: string): { id: string; name: string } {
  return { id, name: people.find((one) => one.id === id)?.name ?? id };
}
