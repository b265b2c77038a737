import type { DirectoryEntry } from '../../../shared/features/directory/entry';
import type { Procedure } from '../../../shared/features/sop/procedure';

/** One place of a procedure or of the directory that carries lines of the source out. */
export interface Carrier {
  readonly where: string;
  readonly part: 'step' | 'schedule' | 'field';
  readonly covers: readonly string[];
  readonly node: unknown;
}

export function carriersOf(sop: Procedure): readonly Carrier[] {
  const at = (where: string, part: Carrier['part'], node: { readonly covers: readonly string[] }): Carrier => ({
    where: `${sop.id} ${where}`,
    part,
    covers: node.covers,
    node,
  });
  const steps = sop.phases.flatMap((phase) => phase.steps);
  return [
    at('objective', 'field', sop.objective),
    at('owner', 'field', sop.owner),
    ...(sop.frequency === undefined ? [] : [at('frequency', 'field', sop.frequency)]),
    ...(sop.window === undefined ? [] : [at('window', 'field', sop.window)]),
    ...sop.schedules.map((one) => at(`schedule ${one.id}`, 'schedule', one)),
    ...steps.map((one) => at(`step ${one.id}`, 'step', one)),
    ...steps.flatMap((one) =>
      one.kind === 'record' ? one.fields.map((field) => at(`field ${one.id}.${field.id}`, 'field', field)) : [],
    ),
    ...[...sop.values, ...sop.escalations, ...sop.templates, ...sop.contacts].map((one) => at(`value ${one.id}`, 'field', one)),
  ];
}

export function carriersOfEntry(entry: DirectoryEntry): Carrier {
  return { where: `directory ${entry.id}`, part: 'field', covers: entry.covers, node: entry };
}
