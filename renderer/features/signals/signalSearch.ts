import type { Timeframe } from '../../../shared/base/time';
import { isTimeframe } from '../../../shared/base/time';
import type { SignalFilter } from '../../../shared/features/signals/contract';
import type { Direction, SignalRow } from '../../../shared/features/signals/signal';
import { DEFAULT_SORT, isSortKey, type Sort } from './sortRows';

// Named here and not read from the schemas: the address is parsed before any screen is loaded, and zod with it.
export const DIRECTIONS = ['long', 'short'] as const satisfies readonly Direction[];
export const STATES = ['validated', 'quarantined', 'released', 'rejected'] as const satisfies readonly SignalRow['state'][];

/**
 * The board's filter as it stands in the address: short words and comma lists, so that a link can be read, shared and kept.
 * Unknown words are dropped, never thrown: an old link still opens.
 */
export interface SignalSearch {
  readonly q?: string;
  readonly instrument?: string;
  readonly tf?: string;
  readonly dir?: string;
  readonly strategy?: string;
  readonly state?: string;
  readonly life?: 'open' | 'closed';
  readonly from?: number;
  readonly to?: number;
  /** Column name, with a leading `-` for descending. */
  readonly sort?: string;
  /** A window that shows one signal and no board. */
  readonly only?: 1;
}

type Raw = Readonly<Record<string, unknown>>;

/** Reads whatever the address bar holds. */
export function parseSignalSearch(raw: Raw): SignalSearch {
  return {
    ...text(raw, 'q', (value) => value.slice(0, 100)),
    ...text(raw, 'instrument', (value) => join(split(value).filter((id) => /^[A-Z0-9]{2,20}$/.test(id)))),
    ...text(raw, 'tf', (value) => join(split(value).filter(isTimeframe))),
    ...text(raw, 'dir', (value) => join(split(value).filter(isDirection))),
    ...text(raw, 'strategy', (value) => join(split(value))),
    ...text(raw, 'state', (value) => join(split(value).filter(isState))),
    ...text(raw, 'life', (value) => (value === 'open' || value === 'closed' ? value : '')),
    ...instant(raw, 'from'),
    ...instant(raw, 'to'),
    ...text(raw, 'sort', (value) => (isSortKey(value.replace(/^-/, '')) ? value : '')),
    ...(raw.only === 1 || raw.only === '1' ? { only: 1 } : {}),
  } as SignalSearch;
}

/** The filter the backend understands; keys that say nothing are left out. */
export function filterOf(search: SignalSearch): SignalFilter {
  const filter: SignalFilter = {};
  if (search.q) filter.text = search.q;
  if (search.instrument) filter.instruments = split(search.instrument);
  if (search.tf) filter.timeframes = split(search.tf).filter(isTimeframe) as Timeframe[];
  if (search.dir) filter.directions = split(search.dir).filter(isDirection);
  if (search.strategy) filter.strategies = split(search.strategy);
  if (search.state) filter.states = split(search.state).filter(isState);
  if (search.life) filter.open = search.life === 'open';
  if (search.from !== undefined) filter.from = search.from;
  if (search.to !== undefined) filter.to = search.to;
  return filter;
}

/** The address of a saved filter, the inverse of `filterOf`. The sort is not part of a view and is kept as it is. */
export function searchOf(filter: SignalFilter, sort?: string): SignalSearch {
  return parseSignalSearch({
    q: filter.text,
    instrument: filter.instruments?.join(','),
    tf: filter.timeframes?.join(','),
    dir: filter.directions?.join(','),
    strategy: filter.strategies?.join(','),
    state: filter.states?.join(','),
    life: filter.open === undefined ? undefined : filter.open ? 'open' : 'closed',
    from: filter.from,
    to: filter.to,
    sort,
  });
}

export function sortOf(search: SignalSearch): Sort {
  const word = search.sort ?? '';
  const key = word.replace(/^-/, '');
  return isSortKey(key) ? { key, descending: word.startsWith('-') } : DEFAULT_SORT;
}

/** The list in one key of the address. */
export function chosen(search: SignalSearch, key: 'instrument' | 'tf' | 'dir' | 'strategy' | 'state'): readonly string[] {
  return split(search[key] ?? '');
}

export function isFiltered(search: SignalSearch): boolean {
  return Object.keys(filterOf(search)).length > 0;
}

function text(raw: Raw, key: string, clean: (value: string) => string): Record<string, string> {
  const value = raw[key];
  if (typeof value !== 'string' && typeof value !== 'number') return {};
  const cleaned = clean(String(value).trim());
  return cleaned === '' ? {} : { [key]: cleaned };
}

function instant(raw: Raw, key: string): Record<string, number> {
  const given = raw[key];
  // An address may hold any JSON, and not every object can be made a number.
  const value = typeof given === 'string' || typeof given === 'number' ? Number(given) : Number.NaN;
  return Number.isSafeInteger(value) && value > 0 ? { [key]: value } : {};
}

const split = (value: string): string[] => value.split(',').filter((word) => word !== '');
const join = (words: readonly string[]): string => [...new Set(words)].join(',');
const isDirection = (value: string): value is Direction => (DIRECTIONS as readonly string[]).includes(value);
const isState = (value: string): value is SignalRow['state'] => (STATES as readonly string[]).includes(value);
