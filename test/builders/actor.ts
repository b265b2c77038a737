import { type Actor, PERMISSIONS, type Permission, ROLES } from '../../shared/base/access';

/** Somebody with just these rights; whoever asks for more says so. */
export function anActor(permissions: readonly Permission[] = [], rest: Partial<Omit<Actor, 'permissions'>> = {}): Actor {
  return { id: 'owner', roles: [], level: 1, tier: 0, steppedUpUntil: 0, ...rest, permissions: new Set(permissions) };
}

/** Somebody who may do everything at once, for tests of what is done and not of who may. */
export const OWNER: Actor = {
  id: 'owner',
  permissions: new Set(PERMISSIONS),
  roles: ROLES,
  level: 5,
  tier: 3,
  steppedUpUntil: Number.MAX_SAFE_INTEGER,
};
