import ICAL from 'ical.js';
import { EVERY_CURRENCY } from '../../../../shared/features/market/announcements/announcementIndex';
import { currencyOf, type ImpactWords, impactOf } from '../../../../shared/features/market/announcements/words';
import type { Announcement } from '../../../../shared/features/market/contract';
import { nextTurn } from '../../kit/turn';
import { FileFault } from './fileFault';

/** Occurrences read of one repeating event: years of a weekly figure. */
const MOST_OCCURRENCES = 500;
const SAID_IMPACT = /\b(high|medium|low)[ -](?:impact|importance)\b/i;
const CURRENCY = /\b(USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|CNY|ALL)\b/;

/**
 * Announcements of an iCalendar text (RFC 5545). Currency: X-CURRENCY, else the first one named in the categories or the
 * summary, else every currency. Impact: X-IMPACT, else a category, else "low impact" and the like in the summary or the
 * description, else PRIORITY (1–4 high, 5 medium, 6–9 low), else high: an entry without any is meant to be heeded.
 * Throws FileFault where the text cannot be read.
 */
export function readIcs(bytes: Uint8Array, words: ImpactWords = {}): Announcement[] {
  const text = decode(bytes);
  const calendar = parseCalendar(text, text);
  const lines = beginLines(text);
  registerZones(calendar, lines[0] ?? 1);
  return readEvents(calendar, lines, words);
}

/** Events parsed before other work gets its turn. */
const EVENTS_AT_ONCE = 20;
const EVENT = /^BEGIN:VEVENT[^\S\n]*\n[\s\S]*?^END:VEVENT[^\S\n]*(?:\n|$)/gim;

/** The same, with other work in between: the calendar without its events first, then these in batches. */
export async function readIcsInPieces(bytes: Uint8Array, words: ImpactWords = {}): Promise<Announcement[]> {
  const text = decode(bytes);
  const { shell, events } = await partsOf(text);
  registerZones(parseCalendar(shell, text), events[0]?.line ?? 1);
  const announcements: Announcement[] = [];
  for (let at = 0; at < events.length; at += EVENTS_AT_ONCE) {
    const batch = events.slice(at, at + EVENTS_AT_ONCE);
    const calendar = parseCalendar(`BEGIN:VCALENDAR\n${batch.map((one) => one.text).join('')}END:VCALENDAR\n`, text);
    const lines = batch.map(({ line }) => line);
    announcements.push(...readEvents(calendar, lines, words));
    await nextTurn();
  }
  return announcements;
}

interface EventText {
  readonly text: string;
  readonly line: number;
}

async function partsOf(text: string): Promise<{ shell: string; events: EventText[] }> {
  const events: EventText[] = [];
  const between: string[] = [];
  let [end, line] = [0, 1];
  for (const match of text.matchAll(EVENT)) {
    const gap = text.slice(end, match.index);
    between.push(gap);
    line += breaksIn(gap);
    events.push({ text: `${match[0].trimEnd()}\n`, line });
    line += breaksIn(match[0]);
    end = match.index + match[0].length;
    if (events.length % (10 * EVENTS_AT_ONCE) === 0) await nextTurn();
  }
  return { shell: between.join('') + text.slice(end), events };
}

function breaksIn(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

function registerZones(calendar: ICAL.Component, line: number): void {
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    named('a time zone', line, () => ICAL.TimezoneService.register(zone));
}

function readEvents(calendar: ICAL.Component, lines: readonly number[], own: ImpactWords): Announcement[] {
  return calendar
    .getAllSubcomponents('vevent')
    .flatMap((component, index) => named('the event', lines[index] ?? 0, () => readEvent(component, lines[index] ?? 0, own)));
}

/** The parser looks into dates and rules only when they are asked for, and then throws errors of its own. */
function named<T>(what: string, line: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileFault) throw error;
    const reason = error instanceof Error ? error.message : 'unknown fault';
    throw new FileFault(line, `${what} cannot be read (${reason.slice(0, 80)})`, 'event', reason);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileFault(0, 'the file is not UTF-8 text', 'not-text');
  }
}

/** @param whole the text of the file, to name the line in it. */
function parseCalendar(text: string, whole: string): ICAL.Component {
  try {
    return new ICAL.Component(ICAL.parse(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown fault';
    throw new FileFault(
      lineOfFault(whole, reason),
      `not a readable iCalendar file (${reason.slice(0, 80)})`,
      'not-calendar',
      reason,
    );
  }
}

/** The parser names the offending text, mostly last of what it quotes, not its line. */
function lineOfFault(text: string, reason: string): number {
  const lines = text.split(/\r?\n/);
  const pieces = [...reason.matchAll(/"([^"]+)"/g)].map(([, piece]) => piece ?? '').toReversed();
  const found = pieces.map((piece) => lines.findIndex((line) => line.includes(piece))).find((index) => index >= 0);
  return found === undefined ? lines.length : found + 1;
}

function beginLines(text: string): number[] {
  return text.split(/\r?\n/).flatMap((line, index) => (/^BEGIN:VEVENT\s*$/i.test(line) ? [index + 1] : []));
}

function readEvent(component: ICAL.Component, line: number, own: ImpactWords): Announcement[] {
  const value = (name: string) => String(component.getFirstPropertyValue(name) ?? '');
  if (value('status').toUpperCase() === 'CANCELLED') return [];
  const event = new ICAL.Event(component);
  if (component.getFirstProperty('dtstart') === null) throw new FileFault(line, 'the event has no DTSTART', 'event-start');
  const title = value('summary');
  const categories = component.getAllProperties('categories').flatMap((one) => one.getValues().map(String));
  const currency = currencyFor(value('x-currency'), [...categories, title], line);
  const words = SAID_IMPACT.exec(`${title} ${value('description')}`)?.[1] ?? '';
  const said = {
    named: value('x-impact'),
    categories: words === '' ? categories : [...categories, words],
    priority: value('priority'),
  };
  const impact = impactFor(said, line, own);
  return startsOf(event, line).map((at) => ({
    id: idOf(event, at) ?? `${at}/${currency}/${title}`,
    at,
    currency,
    impact,
    title,
  }));
}

/** An occurrence of a repeating event is named by the time it was planned for, so that a moved one replaces it. */
function idOf(event: ICAL.Event, at: number): string | null {
  if (!event.uid) return null;
  if (event.isRecurrenceException()) return `${event.uid}/${event.recurrenceId.toUnixTime() * 1000}`;
  return event.isRecurring() ? `${event.uid}/${at}` : event.uid;
}

function startsOf(event: ICAL.Event, line: number): number[] {
  const starts: number[] = [];
  if (!event.isRecurring()) starts.push(event.startDate.toUnixTime() * 1000);
  else {
    const iterator = event.iterator();
    for (let next = iterator.next(); next && starts.length < MOST_OCCURRENCES; next = iterator.next())
      starts.push(next.toUnixTime() * 1000);
  }
  if (starts.length === 0 || !starts.every(Number.isFinite))
    throw new FileFault(line, 'the DTSTART of the event cannot be read', 'event-start');
  return starts;
}

function currencyFor(named: string, places: readonly string[], line: number): string {
  if (named !== '') {
    const currency = currencyOf(named);
    if (currency === null) throw new FileFault(line, 'the X-CURRENCY of the event is not three letters', 'currency', named);
    return currency;
  }
  return places.map((place) => CURRENCY.exec(place.toUpperCase())?.[1]).find((one) => one !== undefined) ?? EVERY_CURRENCY;
}

interface Said {
  readonly named: string;
  readonly categories: readonly string[];
  readonly priority: string;
}

function impactFor({ named, categories, priority }: Said, line: number, own: ImpactWords): Announcement['impact'] {
  if (named !== '') {
    const impact = impactOf(named, own);
    if (impact === null) throw new FileFault(line, 'the X-IMPACT of the event is unknown', 'impact', named);
    return impact;
  }
  const category = categories
    .filter((one) => one.trim() !== '')
    .map((one) => impactOf(one, own))
    .find((one) => one !== null);
  if (category !== undefined) return category;
  const rank = Number(priority || 0);
  if (rank === 5) return 'medium';
  return rank > 5 ? 'low' : 'high';
}
