import { ROLES, type Role } from '../../../shared/base/access';
import type { Operator } from '../../../shared/features/access/operator';

const STATES = ['active', 'invited', 'disabled', 'archived'] as const satisfies readonly Operator['state'][];

export { STATES };

/** What of the list is shown; all of it in the address. */
export interface OperatorsSearch {
  readonly id?: string;
  readonly q?: string;
  /** Comma-separated; nothing means everybody but those archived. */
  readonly state?: string;
  readonly role?: string;
}

export function parseOperatorsSearch(search: Record<string, unknown>): OperatorsSearch {
  const keys = ['id', 'q', 'state', 'role'] as const;
  return Object.fromEntries(keys.flatMap((key) => (typeof search[key] === 'string' ? [[key, search[key]]] : [])));
}

export const statesIn = (search: OperatorsSearch) => STATES.filter((state) => search.state?.split(',').includes(state));
export const rolesIn = (search: OperatorsSearch): readonly Role[] =>
  ROLES.filter((role) => search.role?.split(',').includes(role));

const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** People by name; those who left come last and only when asked for. */
export function filterOperators(rows: readonly Operator[], search: OperatorsSearch): readonly Operator[] {
  const states = statesIn(search);
  const roles = rolesIn(search);
  const wanted = plain(search.q ?? '');
  return rows
    .filter((row) => (states.length === 0 ? row.state !== 'archived' : states.includes(row.state)))
    .filter((row) => roles.length === 0 || row.roles.some((role) => roles.includes(role)))
    .filter((row) => plain(`${row.name} ${row.email} ${row.team}`).includes(wanted))
    .toSorted((left, right) => left.name.localeCompare(right.name));
}
