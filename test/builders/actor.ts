import type { Actor, Permission } from '../../shared/base/access';

/** Somebody with just these rights; whoever asks for more says so. */
export function anActor(permissions: readonly Permission[] = [], rest: Partial<Omit<Actor, 'permissions'>> = {}): Actor {
  return { id: 'owner', roles: [], level: 1, tier: 0, steppedUpUntil: 0, ...rest, permissions: new Set(permissions) };
}
