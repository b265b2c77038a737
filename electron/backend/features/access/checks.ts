import { DAY } from '../../../../shared/base/time';
import type { Operator } from '../../../../shared/features/access/operator';
import type { Reader } from '../../store/types';
import { allOperators } from './operators';

type Named = Pick<Operator, 'id' | 'name'>;
const named = ({ id, name }: Operator): Named => ({ id, name });
const active = (read: Reader) => allOperators(read).filter(({ state }) => state === 'active');

/** How many need a second factor, and who of them has none. */
export function twoFactorState(read: Reader): { readonly due: number; readonly missing: readonly Named[] } {
  const due = active(read).filter(({ secondFactorDue }) => secondFactorDue);
  return { due: due.length, missing: due.filter(({ secondFactor }) => !secondFactor).map(named) };
}

/** Active operators whom nobody has seen for so many days; who never came counts from when they were made. */
export function inactiveOperators(read: Reader, now: number, days: number) {
  const since = now - days * DAY;
  return active(read)
    .filter(({ lastSeenAt, createdAt }) => (lastSeenAt ?? createdAt) < since)
    .map((operator) => ({ ...named(operator), lastSeenAt: operator.lastSeenAt }));
}

/** Who holds which rights: everybody whose account still opens something. */
export function rightsListed(read: Reader) {
  return allOperators(read)
    .filter(({ state }) => state !== 'archived')
    .map((each) => ({ ...named(each), state: each.state, roles: each.roles, level: each.level, tier: each.tier }));
}

/** Age in whole days of the password and the second factor of each active operator; null where there is none. */
export function keyAges(read: Reader, now: number) {
  const age = (at: number | null) => (at === null ? null : Math.floor((now - at) / DAY));
  return active(read).map((each) => ({
    ...named(each),
    passwordDays: age(each.passwordAt),
    secondFactorDays: age(each.secondFactorAt),
  }));
}
