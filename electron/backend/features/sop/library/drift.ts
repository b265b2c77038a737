import type { Procedure } from '../../../../../shared/features/sop/procedure';

/** Names what differs between the version a run is pinned to and the one in force: steps, phases, and the parts around them. */
export function* changedSince(pinned: Procedure, current: Procedure): Generator<string> {
  yield* differing(
    'phases',
    byId(pinned.phases.map(({ steps: _, ...phase }) => phase)),
    byId(current.phases.map(({ steps: _, ...phase }) => phase)),
  );
  yield* differing('steps', byId(pinned.phases.flatMap((one) => one.steps)), byId(current.phases.flatMap((one) => one.steps)));
  for (const part of ['schedules', 'values', 'escalations', 'templates', 'contacts'] as const)
    yield* differing(part, byId<{ readonly id: string }>(pinned[part]), byId<{ readonly id: string }>(current[part]));
  for (const part of ['title', 'objective', 'owner', 'window'] as const) if (!same(pinned[part], current[part])) yield part;
}

function byId<T extends { readonly id: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((one) => [one.id, one]));
}

function* differing(part: string, before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): Generator<string> {
  for (const id of new Set([...before.keys(), ...after.keys()])) if (!same(before.get(id), after.get(id))) yield `${part}.${id}`;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
