import type { AccessLevel, Role, SupportTier } from '../../base/access';
import type { Money } from '../../base/money';
import type { ApprovalGroup } from './contract';

/** An operator as approvals see one. */
export interface Approver {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly level: AccessLevel;
  readonly tier: SupportTier;
  readonly active: boolean;
}

/** A delegation in force: `delegate` may act with the rights of `holder`. */
export interface ActingFor {
  readonly holder: string;
  readonly delegate: string;
}

/** What one approval can stand for: this group, by the rights of this holder. */
export interface Option {
  readonly group: string;
  readonly holder: string;
}

export interface Vote {
  readonly by: string;
  readonly options: readonly Option[];
}

export function fits(group: ApprovalGroup, { roles, level, tier }: Approver): boolean {
  return level >= (group.level ?? 1) && tier >= (group.tier ?? 0) && group.roles.some((role) => roles.includes(role));
}

/**
 * Every way in which `person` can stand for a group: by rights of their own, or of those who delegated to them. Rights are
 * not passed on twice. Nobody acts with the rights of who may not act: the requester, the excluded, the disabled.
 */
export function optionsOf(
  person: Approver,
  groups: readonly ApprovalGroup[],
  barred: ReadonlySet<string>,
  operators: readonly Approver[],
  delegations: readonly ActingFor[],
): Option[] {
  if (!person.active || barred.has(person.id)) return [];
  const holders = [person.id, ...delegations.filter((one) => one.delegate === person.id).map((one) => one.holder)];
  return [...new Set(holders)].flatMap((id) => {
    const holder = operators.find((operator) => operator.id === id);
    if (holder === undefined || !holder.active || barred.has(id)) return [];
    return groups.filter((group) => fits(group, holder)).map((group) => ({ group: group.id, holder: id }));
  });
}

/**
 * Which vote stands for which group, as many groups as can be had. A person counts once, and so do the rights of a person:
 * a delegate and who delegated to them never fill two groups together.
 */
export function assign(groups: readonly ApprovalGroup[], votes: readonly Vote[]): ReadonlyMap<string, Vote & Option> {
  const ids = groups.map((group) => group.id);
  let best: readonly (Vote & Option)[] = [];
  const walk = (at: number, used: ReadonlySet<string>, taken: readonly (Vote & Option)[]): void => {
    if (taken.length > best.length) best = taken;
    const group = ids[at];
    if (group === undefined || taken.length + (ids.length - at) <= best.length) return;
    for (const vote of votes) {
      for (const option of vote.options) {
        if (option.group !== group || used.has(vote.by) || used.has(option.holder)) continue;
        walk(at + 1, new Set([...used, vote.by, option.holder]), [...taken, { ...vote, ...option }]);
      }
    }
    walk(at + 1, used, taken);
  };
  walk(0, new Set(), []);
  return new Map(best.map((one) => [one.group, one]));
}

/** Who has to approve up to an amount; the last band has no end. */
export interface Band {
  readonly upTo: number | null;
  readonly groups: readonly ApprovalGroup[];
}

/** The groups for an amount, by ascending bands in minor units. Throws RangeError where no band reaches that far. */
export function groupsFor(bands: readonly Band[], amount: Money): readonly ApprovalGroup[] {
  const band = bands.find(({ upTo }) => upTo === null || Math.abs(amount.minor) <= upTo);
  if (band === undefined) throw new RangeError(`no band reaches ${amount.minor} ${amount.currency}`);
  return band.groups;
}
