import type { Actor, Permission } from '../../shared/base/access';

/** Somebody with just these rights; whoever asks for more says so. */
export function anActor(permissions: readonly Permission[] = [], id = 'owner'): Actor {
  return { id, permissions: new Set(permissions) };
}
