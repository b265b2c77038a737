import type { ProcedureRow } from '../../../../shared/features/sop/library';
import type { Text } from '../../../../shared/features/sop/text';
import { plain } from '../../../app/fuzzy';

// The order in which the families stand: the daily routine first, then as the documents have them.
export const FAMILIES = ['sirrius', 'tech', 'support', 'marketing', 'finance', 'security', 'quality'] as const;
export type Family = (typeof FAMILIES)[number];

/** A line of the library; the first of its family carries the family's name. */
export interface LibraryRow extends ProcedureRow {
  readonly first: boolean;
}

export interface LibraryFilter {
  readonly text: string;
  readonly families: readonly Family[];
}

/** Those that match, family by family and by identifier within. */
export function libraryRows(
  rows: readonly ProcedureRow[],
  filter: LibraryFilter,
  say: (text: Text) => string,
): readonly LibraryRow[] {
  const rank = (row: ProcedureRow) => (FAMILIES as readonly string[]).indexOf(row.family);
  const wanted = plain(filter.text.trim());
  const kept = rows
    .filter((row) => filter.families.length === 0 || filter.families.some((family) => family === row.family))
    .filter((row) => wanted === '' || plain(`${say(row.title)} ${row.id}`).includes(wanted));
  const sorted = kept.toSorted((left, right) => rank(left) - rank(right) || left.id.localeCompare(right.id));
  return sorted.map((row, index) => ({ ...row, first: sorted[index - 1]?.family !== row.family }));
}
