import type { Announcement } from '../contract';
import { EVERY_CURRENCY } from './announcementIndex';

const HIGH = ['high', 'haut', 'élevé', 'eleve', 'fort', 'red', '3', '***'];
const MEDIUM = ['medium', 'moderate', 'moyen', 'orange', '2', '**'];
const LOW = ['low', 'faible', 'bas', 'yellow', 'non-economic', 'holiday', 'none', '0', '1', '*'];

/** Words of a calendar of one's own, in lower case, and the impact they mean. */
export type ImpactWords = Readonly<Record<string, Announcement['impact']>>;

/** Impact by one's own words (the whole cell), then by the words calendars use ("High Impact Expected", "3", "élevé"); an empty cell is low; null when unknown. */
export function impactOf(text: string, own: ImpactWords = {}): Announcement['impact'] | null {
  const word = text.trim().toLowerCase();
  const meant = Object.hasOwn(own, word) ? own[word] : undefined;
  if (meant !== undefined) return meant;
  const says = (words: readonly string[]) => words.some((one) => word.startsWith(one));
  if (says(HIGH)) return 'high';
  if (says(MEDIUM)) return 'medium';
  return word === '' || says(LOW) ? 'low' : null;
}

/** A currency's three letters, or the sign for every currency; null when it is neither. */
export function currencyOf(text: string): string | null {
  const word = text.trim().toUpperCase();
  if (word === '' || word === EVERY_CURRENCY || word === 'GLOBAL') return EVERY_CURRENCY;
  return /^[A-Z]{3}$/.test(word) ? word : null;
}
