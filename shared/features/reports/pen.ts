import { REPORT_ZONE } from './months';
import { type ReportLanguage, type ReportWord, reportWord } from './words';

/** Words and figures of a paper in its language. */
export interface Pen {
  readonly language: ReportLanguage;
  readonly say: (word: ReportWord, values?: Readonly<Record<string, string>>) => string;
  readonly number: (value: number | null, decimals?: number) => string;
  readonly percent: (value: number | null, signed?: boolean) => string;
  /** A difference of two rates: percentage points, since a percentage of a percentage would be another figure. */
  readonly points: (value: number | null) => string;
  readonly day: (at: number) => string;
}

export function penOf(language: ReportLanguage): Pen {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const number = (value: number | null, decimals = 0) =>
    value === null
      ? '–'
      : new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  const one = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
  const options = { ...one, style: 'percent' } as const;
  return {
    language,
    say: (word, values) => reportWord(language, word, values),
    number,
    percent: (value, signed = false) =>
      value === null
        ? '–'
        : new Intl.NumberFormat(locale, { ...options, signDisplay: signed ? 'exceptZero' : 'auto' }).format(value),
    points: (value) =>
      value === null
        ? '–'
        : `${new Intl.NumberFormat(locale, { ...one, signDisplay: 'exceptZero' }).format(value * 100)}\u00a0${reportWord(language, 'points')}`,
    day: (at) =>
      new Intl.DateTimeFormat(locale, { timeZone: REPORT_ZONE, day: '2-digit', month: '2-digit', year: 'numeric' }).format(at),
  };
}

export function monthName(month: string, language: ReportLanguage): string {
  const form = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return form.format(Date.parse(`${month}-15T12:00:00Z`));
}
