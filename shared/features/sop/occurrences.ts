import { addBusinessDays, nearestBusinessDay } from '../../base/businessDays';
import { addDays, civilDay, monthLength, weekdayOf } from '../../base/civilDay';
import { civilInstant } from '../../base/civilTime';
import { DAY, type EpochMs, MINUTE } from '../../base/time';
import { dayOf } from '../../base/zonedDay';
import type { Schedule, Weekday } from './schedule';
import { type SessionHours, sessionEdge } from './sessionEdge';

/** One time at which a schedule falls due. */
export interface Occurrence {
  readonly at: EpochMs;
  /** The civil day that J-10 and its like are counted from. */
  readonly day: string;
  /** The day as planned was no business day, and the work was moved. */
  readonly shifted: boolean;
}

export interface OccurrenceOptions {
  /** Weekdays that the owner has unticked. */
  readonly offDays?: readonly Weekday[];
  /** Hours of the markets, by session name. */
  readonly sessions: Readonly<Record<string, SessionHours>>;
}

/** All times in [from, to) at which the schedule falls due, in order. Events and demands have none. */
export function occurrences(schedule: Schedule, from: EpochMs, to: EpochMs, options: OccurrenceOptions): readonly Occurrence[] {
  if (to <= from) return [];
  return [...candidates(schedule, from, to, options)].filter(({ at }) => at >= from && at < to).sort((a, b) => a.at - b.at);
}

function candidates(schedule: Schedule, from: EpochMs, to: EpochMs, options: OccurrenceOptions): Iterable<Occurrence> {
  if (schedule.kind === 'weekly') return weekly(schedule, from, to, options.offDays ?? []);
  if (schedule.kind === 'monthly') return monthly(schedule, from, to);
  if (schedule.kind === 'session') return sessions(schedule, from, to, options);
  return [];
}

type Kind<Name extends Schedule['kind']> = Extract<Schedule, { kind: Name }>;

function* weekly(schedule: Kind<'weekly'>, from: EpochMs, to: EpochMs, offDays: readonly Weekday[]): Generator<Occurrence> {
  for (const day of daysBetween(from, to, schedule.zone)) {
    const weekday = weekdayOf(day);
    if (offDays.includes(weekday) || (schedule.days.length > 0 && !schedule.days.includes(weekday))) continue;
    yield { at: civilInstant(day, schedule.at, schedule.zone), day, shifted: false };
  }
}

/** Thirty business days are at most some fifty days of the calendar. */
const FARTHEST = 60 * DAY;

function* monthly(schedule: Kind<'monthly'>, from: EpochMs, to: EpochMs): Generator<Occurrence> {
  const last = dayOf(to + FARTHEST, schedule.zone);
  let [year = 0, month = 1] = dayOf(from - FARTHEST, schedule.zone)
    .split('-')
    .map(Number);
  while (civilDay(year, month, 1) <= last) {
    if (schedule.months.length === 0 || schedule.months.includes(month)) yield inMonth(schedule, year, month);
    if (month === 12) year += 1;
    month = (month % 12) + 1;
  }
}

function inMonth(schedule: Kind<'monthly'>, year: number, month: number): Occurrence {
  const planned = civilDay(year, month, Math.min(schedule.day, monthLength(year, month)));
  const anchor = schedule.shift === 'none' ? planned : nearestBusinessDay(planned, schedule.shift);
  const due = addBusinessDays(anchor, schedule.businessDays);
  return { at: civilInstant(due, schedule.at, schedule.zone), day: anchor, shifted: anchor !== planned };
}

function* sessions(schedule: Kind<'session'>, from: EpochMs, to: EpochMs, options: OccurrenceOptions): Generator<Occurrence> {
  const hours = options.sessions[schedule.session];
  if (hours === undefined) return;
  for (const day of daysBetween(from - 2 * DAY, to + 2 * DAY, hours.timeZone)) {
    if (options.offDays?.includes(weekdayOf(day)) === true) continue;
    const edge = sessionEdge(hours, day, schedule.edge);
    if (edge !== null) yield { at: edge + schedule.offsetMinutes * MINUTE, day, shifted: false };
  }
}

/** The civil days that touch the span. */
function* daysBetween(from: EpochMs, to: EpochMs, zone: string): Generator<string> {
  const last = dayOf(to, zone);
  for (let day = dayOf(from, zone); day <= last; day = addDays(day, 1)) yield day;
}
