import type { TFunction } from 'i18next';
import sessions from '../../../resources/market/sessions.json';
import { DAY, MINUTE } from '../../../shared/base/time';
import { type Occurrence, occurrences } from '../../../shared/features/sop/occurrences';
import type { Schedule, Weekday } from '../../../shared/features/sop/schedule';
import type { SessionHours } from '../../../shared/features/sop/sessionEdge';
import type { FormatRules } from '../../ui/format/format';

// Named here and not read from the schema, which would bring its parser along.
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];

/** Monday 5 January 1970. */
const MONDAY = 4 * DAY;

/** The weekday's own name in the operator's language. */
export function weekdayName(day: Weekday, { locale }: FormatRules, style: 'long' | 'short' = 'long'): string {
  const at = MONDAY + WEEKDAYS.indexOf(day) * DAY;
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(at);
}

const monthName = (month: number, { locale }: FormatRules) =>
  new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month - 1, 1));
const listed = (names: readonly string[], { locale }: FormatRules) =>
  new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' }).format(names);

/** When a procedure falls due, as one would say it. `offDays` are weekdays that its owner has unticked. */
export function scheduleWords(
  schedule: Schedule,
  t: TFunction<'sop'>,
  format: FormatRules,
  offDays: readonly string[] = [],
): string {
  switch (schedule.kind) {
    case 'weekly':
      return t('when.weekly', {
        days: daysWords(schedule.days, offDays, t, format),
        time: timeWords(schedule.at, schedule.zone, t),
      });
    case 'monthly':
      return monthlyWords(schedule, t, format);
    case 'session': {
      const edge = t(`when.${schedule.edge}`, { session: schedule.session });
      const minutes = Math.abs(schedule.offsetMinutes);
      if (minutes === 0) return t('when.session', { edge });
      return t(schedule.offsetMinutes < 0 ? 'when.sessionBefore' : 'when.sessionAfter', { edge, count: minutes });
    }
    case 'event':
      return t('when.event', { fact: schedule.fact });
    case 'demand':
      return t('when.demand');
  }
}

function daysWords(days: readonly Weekday[], offDays: readonly string[], t: TFunction<'sop'>, format: FormatRules): string {
  const kept = WEEKDAYS.filter((day) => (days.length === 0 || days.includes(day)) && !offDays.includes(day));
  if (kept.length === 7) return t('when.everyDay');
  if (kept.join() === 'mon,tue,wed,thu,fri') return t('when.workdays');
  if (kept.length === 0) return t('when.noDay');
  return t('when.each', {
    days: listed(
      kept.map((day) => weekdayName(day, format)),
      format,
    ),
  });
}

/** The zone is said where it is not the company's own. */
function timeWords(at: string, zone: string, t: TFunction<'sop'>): string {
  return zone === 'Europe/Paris' ? at : t('when.inZone', { time: at, zone: zone.replaceAll('_', ' ') });
}

function monthlyWords(schedule: Extract<Schedule, { kind: 'monthly' }>, t: TFunction<'sop'>, format: FormatRules): string {
  const time = timeWords(schedule.at, schedule.zone, t);
  const day = schedule.day >= 31 ? t('when.lastDay') : t('when.day', { count: schedule.day, ordinal: true });
  const months = schedule.months.map((month) => monthName(month, format));
  const parts = [
    t('when.monthly', {
      day,
      months: months.length === 0 ? t('when.everyMonth') : t('when.inMonths', { months: listed(months, format) }),
      time,
    }),
    schedule.shift === 'none' ? '' : t(`when.shift.${schedule.shift}`),
    schedule.businessDays === 0
      ? ''
      : t(schedule.businessDays < 0 ? 'when.daysBefore' : 'when.daysAfter', { count: Math.abs(schedule.businessDays) }),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

const SESSIONS = sessions as unknown as Readonly<Record<string, SessionHours>>;

/** A schedule more than a year away is one that has gone. */
const HORIZON = 400 * DAY;

/** The next times from now on at which the schedule falls due. */
export function nextTimes(schedule: Schedule, now: number, offDays: readonly Weekday[], most: number): readonly Occurrence[] {
  // A daily one is found within days, and a yearly one needs the whole horizon.
  for (const span of [10 * DAY, 60 * DAY, HORIZON]) {
    const found = occurrences(schedule, now + MINUTE, now + span, { offDays, sessions: SESSIONS });
    if (found.length >= most || span === HORIZON) return found.slice(0, most);
  }
  return [];
}
