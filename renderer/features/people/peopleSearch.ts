export const STATES = ['open', 'over', 'all'] as const;
export type CaseFilter = (typeof STATES)[number];

/** Cases, unless the review is asked for; which of them, and the chosen one. */
export interface PeopleSearch {
  readonly view?: 'review';
  readonly state?: CaseFilter;
  readonly id?: string;
}

export function parsePeopleSearch(search: Record<string, unknown>): PeopleSearch {
  const state = STATES.find((known) => known === search.state);
  return {
    ...(search.view === 'review' ? { view: 'review' } : {}),
    ...(state === undefined ? {} : { state }),
    ...(typeof search.id === 'string' ? { id: search.id } : {}),
  };
}
