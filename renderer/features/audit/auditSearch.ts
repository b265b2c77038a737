import type { AuditFilter } from '../../../shared/features/audit/contract';

/** The journal's filter as it stands in the address. Unknown words are dropped. */
export interface AuditSearch {
  readonly q?: string;
  readonly by?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly result?: string;
  readonly from?: number;
  readonly to?: number;
  /** Sequence number of the entry shown in the inspector. */
  readonly entry?: number;
}

export const RESULTS = ['done', 'refused', 'fault'] as const;
type Result = (typeof RESULTS)[number];

export function parseAuditSearch(raw: Readonly<Record<string, unknown>>): AuditSearch {
  return {
    ...text(raw, 'q', (value) => value.slice(0, 100)),
    ...text(raw, 'by', (value) => (isSide(value) ? value : '')),
    ...text(raw, 'actor', join),
    ...text(raw, 'action', join),
    ...text(raw, 'result', (value) => split(value).filter(isResult).join(',')),
    ...whole(raw, 'from'),
    ...whole(raw, 'to'),
    ...whole(raw, 'entry'),
  } as AuditSearch;
}

/** The filter the backend understands; keys that say nothing are left out. */
export function auditFilterOf(search: AuditSearch): AuditFilter {
  const filter: AuditFilter = {};
  if (search.q) filter.text = search.q;
  if (search.by !== undefined && isSide(search.by)) filter.by = search.by;
  if (search.actor) filter.actors = split(search.actor);
  if (search.action) filter.actions = split(search.action);
  if (search.result) filter.results = split(search.result).filter(isResult);
  if (search.from !== undefined) filter.from = search.from;
  if (search.to !== undefined) filter.to = search.to;
  return filter;
}

export function isAuditFiltered(search: AuditSearch): boolean {
  return Object.keys(auditFilterOf(search)).length > 0;
}

/** The words in one key of the address. */
export function chosenIn(search: AuditSearch, key: 'actor' | 'action' | 'result'): readonly string[] {
  return split(search[key] ?? '');
}

function text(raw: Readonly<Record<string, unknown>>, key: string, clean: (value: string) => string): Record<string, string> {
  const value = raw[key];
  if (typeof value !== 'string' && typeof value !== 'number') return {};
  const cleaned = clean(String(value).trim());
  return cleaned === '' ? {} : { [key]: cleaned };
}

function whole(raw: Readonly<Record<string, unknown>>, key: string): Record<string, number> {
  const given = raw[key];
  // An address may hold any JSON, and not every object can be made a number.
  const value = typeof given === 'string' || typeof given === 'number' ? Number(given) : Number.NaN;
  return Number.isSafeInteger(value) && value > 0 ? { [key]: value } : {};
}

const split = (value: string): string[] => value.split(',').filter((word) => word !== '');
const join = (value: string): string => [...new Set(split(value))].join(',');
const isSide = (value: string): value is 'people' | 'system' => value === 'people' || value === 'system';
const isResult = (value: string): value is Result => (RESULTS as readonly string[]).includes(value);
