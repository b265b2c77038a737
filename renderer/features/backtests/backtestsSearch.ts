/** What the address says of the screen: which signals are looked at, and which other run is held against this one. */
export interface BacktestsSearch {
  readonly view?: 'every';
  readonly with?: string;
}

const ID = /^[0-9a-f-]{36}$/;

/** Reads an address; what is not understood is left out. */
export function parseBacktestsSearch(search: Record<string, unknown>): BacktestsSearch {
  const other = search.with;
  return {
    ...(search.view === 'every' ? { view: 'every' as const } : {}),
    ...(typeof other === 'string' && ID.test(other) ? { with: other } : {}),
  };
}
