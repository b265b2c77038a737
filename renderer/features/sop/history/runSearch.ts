import type { RunFilter } from '../../../../shared/features/sop/contract';
import type { RunState } from '../../../../shared/features/sop/run';

// Named here and not read from the schema: the address is parsed before any screen is loaded, and the parser with it.
export const RUN_STATES = ['open', 'paused', 'done', 'aborted', 'rolled-back', 'missed'] as const satisfies readonly RunState[];

/** The filter of the history as it stands in the address. Unknown words are dropped, never thrown: an old link still opens. */
export interface RunSearch {
  readonly q?: string;
  readonly procedure?: string;
  readonly operator?: string;
  readonly state?: string;
  readonly from?: number;
  readonly to?: number;
}

type Raw = Readonly<Record<string, unknown>>;

export function parseRunSearch(raw: Raw): RunSearch {
  return {
    ...text(raw, 'q', (value) => value.slice(0, 100)),
    ...text(raw, 'procedure', (value) => kept(value, (id) => /^[A-Z]+(?:-[A-Z0-9]+)+$/.test(id))),
    ...text(raw, 'operator', (value) => kept(value, (id) => /^[\w:.-]{1,80}$/.test(id))),
    ...text(raw, 'state', (value) => kept(value, isRunState)),
    ...instant(raw, 'from'),
    ...instant(raw, 'to'),
  } as RunSearch;
}

export function runFilterOf(search: RunSearch): RunFilter {
  const filter: RunFilter = {};
  if (search.q !== undefined) filter.text = search.q;
  if (search.procedure !== undefined) filter.procedures = split(search.procedure);
  if (search.operator !== undefined) filter.operators = split(search.operator);
  if (search.state !== undefined) filter.states = split(search.state).filter(isRunState);
  if (search.from !== undefined) filter.from = search.from;
  if (search.to !== undefined) filter.to = search.to;
  return filter;
}

export const chosen = (search: RunSearch, key: 'procedure' | 'operator' | 'state'): readonly string[] => split(search[key] ?? '');

/** Changed keys over the rest; an undefined one is taken out. */
export function withSearch(
  search: RunSearch,
  part: { readonly [Key in keyof RunSearch]?: RunSearch[Key] | undefined },
): RunSearch {
  return Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined)) as RunSearch;
}

function text(raw: Raw, key: string, clean: (value: string) => string): Record<string, string> {
  const value = raw[key];
  if (typeof value !== 'string' && typeof value !== 'number') return {};
  const cleaned = clean(String(value).trim());
  return cleaned === '' ? {} : { [key]: cleaned };
}

function instant(raw: Raw, key: string): Record<string, number> {
  const given = raw[key];
  const value = typeof given === 'string' || typeof given === 'number' ? Number(given) : Number.NaN;
  return Number.isSafeInteger(value) && value > 0 ? { [key]: value } : {};
}

const split = (value: string): string[] => value.split(',').filter((word) => word !== '');
const kept = (value: string, test: (word: string) => boolean): string => [...new Set(split(value).filter(test))].join(',');
const isRunState = (value: string): value is RunState => (RUN_STATES as readonly string[]).includes(value);
