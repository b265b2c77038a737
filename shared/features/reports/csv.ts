import type { PublicFigures } from './figures';
import type { Inside } from './paper';
import { type ReportLanguage, reportWord } from './words';

type Cell = string | number | null;
const MEASURES = [
  'n',
  'wins',
  'rate',
  'low',
  'high',
  'noEdge',
  'edge',
  'edgeLow',
  'edgeHigh',
  'expectancyR',
  'totalR',
  'drawdownR',
] as const;

/**
 * Every figure on a line of its own: section, name, measure, value (RFC 4180, UTF-8). Figures are plain decimals, shares are
 * fractions, so that any program reads them; the section's words follow the language.
 */
export function csvOf(figures: PublicFigures, language: ReportLanguage, inside: Inside | null): string {
  const say = (word: Parameters<typeof reportWord>[1]) => reportWord(language, word);
  const lines: Cell[][] = [['section', 'name', 'measure', 'value']];
  const measured = (section: string, name: string, measures: PublicFigures['totals']) => {
    for (const measure of MEASURES) lines.push([section, name, measure, measures[measure]]);
  };
  for (const name of ['source', 'month'] as const) lines.push([say('month'), figures.month, name, figures[name]]);
  measured(say('results'), say('all'), figures.totals);
  lines.push([say('results'), say('all'), 'cancelled', figures.cancelled], [say('results'), say('all'), 'open', figures.open]);
  for (const { by, name, measures } of figures.categories) measured(say(by), name, measures);
  const { buyAndHold, random, previous } = figures.benchmarks;
  for (const { instrument, change } of buyAndHold) lines.push([say('buyAndHold'), instrument, 'change', change]);
  for (const [measure, value] of Object.entries(random ?? {})) lines.push([say('randomTitle'), say('all'), measure, value]);
  if (previous !== null) measured(say('previousMonth'), say('all'), previous);
  for (const side of ['best', 'worst'] as const)
    for (const { id, instrument, timeframe, r } of figures.outliers[side])
      lines.push([say(side), `${instrument} ${timeframe} ${id}`, 'r', r]);
  measured(say('without'), say('all'), figures.outliers.without);
  for (const { rule, subject, values } of figures.recommendations)
    for (const [measure, value] of Object.entries(values))
      lines.push([say('recommendations'), `${rule} ${subject}`.trim(), measure, value]);
  if (inside !== null) {
    for (const { name, reviews } of inside.internal.reviewers) lines.push([say('reviews'), name, 'reviews', reviews]);
    for (const { name, text } of inside.notes) lines.push([say('notes'), name, 'text', text]);
  }
  return `${lines.map((line) => line.map(cellOf).join(',')).join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it. */
function cellOf(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
