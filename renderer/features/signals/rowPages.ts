import type { SignalFilter } from '../../../shared/features/signals/contract';
import type { SignalRow } from '../../../shared/features/signals/signal';

export interface RowPage {
  readonly rows: readonly SignalRow[];
  readonly next: string | null;
  readonly total: number;
}

/**
 * Puts a fresh first page over what is loaded, so that a new signal costs one small read and not all pages again.
 * Null when the two do not touch (more came than a page holds): then everything must be read again.
 */
export function applyHead(pages: readonly RowPage[], head: RowPage): readonly RowPage[] | null {
  const first = pages[0];
  if (first === undefined) return null;
  const fresh = new Map(head.rows.map((row) => [row.id, row]));
  const known = new Set(pages.flatMap((page) => page.rows.map((row) => row.id)));
  const arrivals = head.rows.filter((row) => !known.has(row.id));
  if (known.size > 0 && arrivals.length === head.rows.length && head.rows.length > 0) return null;
  const kept = pages.map((page) => ({ ...page, total: head.total, rows: page.rows.map((row) => fresh.get(row.id) ?? row) }));
  return kept.map((page, index) => (index === 0 ? { ...page, rows: [...arrivals, ...page.rows] } : page));
}

/** Replaces one row where it stands, or takes it out when it no longer belongs under the filter. */
export function applyRow(pages: readonly RowPage[], row: SignalRow, filter: SignalFilter): readonly RowPage[] {
  const stays = belongs(row, filter);
  const present = pages.some((page) => page.rows.some((other) => other.id === row.id));
  if (!present) return pages;
  return pages.map((page) => ({
    ...page,
    total: stays ? page.total : page.total - 1,
    rows: page.rows.flatMap((other) => (other.id === row.id ? (stays ? [row] : []) : [other])),
  }));
}

/** The part of the filter that a change of state or outcome can touch; the rest of a decision never changes. */
function belongs(row: SignalRow, filter: SignalFilter): boolean {
  if (filter.states !== undefined && filter.states.length > 0 && !filter.states.includes(row.state)) return false;
  return filter.open === undefined || filter.open === !(row.outcome?.final ?? false);
}
