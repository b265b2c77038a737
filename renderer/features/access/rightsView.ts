import { PERMISSIONS, type Permission } from '../../../shared/base/access';
import { grants, MATRIX, permissionsOf } from '../../../shared/features/access/matrix';
import type { Rights } from '../../../shared/features/access/operator';

type KeyOf<Right extends string> = Right extends `${infer Noun}:${infer Verb}` ? `permission.${Noun}.${Verb}` : never;

/** The word's key of a right: i18next keeps the colon for its namespaces. */
export function permissionKey(permission: Permission): KeyOf<Permission> {
  return `permission.${permission.replace(':', '.')}` as KeyOf<Permission>;
}

export type Noun = Permission extends infer Right ? (Right extends `${infer Name}:${string}` ? Name : never) : never;

export function nounOf(permission: Permission): Noun {
  return permission.slice(0, permission.indexOf(':')) as Noun;
}

/** Rights by what they are about, in the matrix's order. */
export function byNoun(permissions: Iterable<Permission>): readonly (readonly [Noun, readonly Permission[]])[] {
  const groups = new Map<Noun, Permission[]>();
  for (const permission of permissions) {
    const noun = nounOf(permission);
    groups.set(noun, [...(groups.get(noun) ?? []), permission]);
  }
  return [...groups];
}

/** What a change of rights gives and takes. */
export function difference(before: Rights, after: Rights): { readonly gained: Permission[]; readonly lost: Permission[] } {
  const old = permissionsOf(before);
  const next = permissionsOf(after);
  return {
    gained: PERMISSIONS.filter((permission) => next.has(permission) && !old.has(permission)),
    lost: PERMISSIONS.filter((permission) => old.has(permission) && !next.has(permission)),
  };
}

/** Why somebody lacks a right, or that they hold it. */
export type Verdict = 'granted' | 'role' | 'level' | 'tier';

export function verdictOf(permission: Permission, rights: Rights): Verdict {
  if (grants(permission, rights)) return 'granted';
  const { roles, level } = MATRIX[permission];
  if (!rights.roles.some((role) => roles.includes(role))) return 'role';
  return rights.level < level ? 'level' : 'tier';
}
