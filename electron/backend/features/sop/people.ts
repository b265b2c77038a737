import type { Person } from '../../../../shared/features/sop/run';
import { Refusal } from '../../store/refusal';
import type { SopOperator, SopOptions } from './ports';

type WithPeople = Pick<SopOptions, 'operators'>;

/** An operator by name; jobs and the terminal keep their id. */
export function personOf(options: WithPeople, id: string): Person {
  return { id, name: options.operators().find((one) => one.id === id)?.name ?? id };
}

/** For lists: the operators are read once. */
export function peopleBook(options: WithPeople): (id: string | null) => Person | null {
  const names = new Map(options.operators().map((one) => [one.id, one.name]));
  return (id) => (id === null ? null : { id, name: names.get(id) ?? id });
}

export function activeOperator(options: WithPeople, id: string): SopOperator {
  const found = options.operators().find((one) => one.id === id && one.active);
  if (found === undefined) throw new Refusal('UNKNOWN_OPERATOR');
  return found;
}

/** Ids of those who hold one of the roles. */
export function holdersOf(options: WithPeople, roles: readonly string[]): readonly string[] {
  return options
    .operators()
    .filter((one) => one.active && one.roles.some((role) => roles.includes(role)))
    .map(({ id }) => id);
}
