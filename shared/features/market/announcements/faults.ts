/**
 * What can be wrong with a calendar file, beside its line (header = 1, 0 = the whole file) and the text concerned. Each has a
 * sentence in both languages on the settings screen.
 */
export const CALENDAR_FAULTS = [
  'empty',
  'gzip',
  'not-text',
  'not-calendar',
  'header-missing',
  'column-missing',
  'column-twice',
  'row-length',
  'blank-line',
  'quoting',
  'no-announcement',
  'time',
  'currency',
  'impact',
  'event',
  'event-start',
  'not-json',
  'not-list',
  'too-long',
  'title',
  'unreadable',
] as const;
export type CalendarFault = (typeof CALENDAR_FAULTS)[number];
