import { mergeAnnouncements } from '../../../../shared/features/market/announcements/merge';
import { currencyOf, type ImpactWords, impactOf } from '../../../../shared/features/market/announcements/words';
import type { Announcement } from '../../../../shared/features/market/contract';
import { columnIndex, requiredColumn, TIME_NAMES } from './columnNames';
import { FileFault } from './fileFault';
import { readIcs, readIcsInPieces } from './icsFile';
import { readJson, readJsonInPieces } from './jsonCalendar';
import { quoted, type ReadHeader, readTable, readTableInPieces, unpack } from './table';
import { TimeCells } from './timeCell';

const IMPACT_NAMES = ['impact', 'importance', 'volatility'];
const CURRENCY_NAMES = ['currency', 'ccy', 'devise'];
const TITLE_NAMES = ['event', 'title', 'name', 'description', 'summary'];
const ID_NAMES = ['event_id', 'eventid', 'id', 'uid'];

/**
 * Reads a calendar of announcements, CSV, ICS or JSON by its content, plain or gzip; the last entry of an id wins. In the
 * order of time. Where it has no currencies an entry concerns everybody, and where it has no impacts it is a major one:
 * who lists it means it, and too much silence is the safer mistake. Throws FileFault with the first line that cannot be
 * accepted.
 */
export function readCalendarFile(bytes: Uint8Array, words: ImpactWords = {}): readonly Announcement[] {
  const text = unpack(bytes);
  if (isJson(text)) return inOrder(readJson(text, words));
  return inOrder(isIcs(text) ? readIcs(text, words) : readCsv(text, words));
}

/** The same, with other work in between. */
export async function readCalendarInPieces(bytes: Uint8Array, words: ImpactWords = {}): Promise<readonly Announcement[]> {
  const text = unpack(bytes);
  if (isJson(text)) return inOrder(await readJsonInPieces(text, words));
  if (isIcs(text)) return inOrder(await readIcsInPieces(text, words));
  const announcements: Announcement[] = [];
  await readTableInPieces(text, collect(announcements, words));
  return inOrder(announcements);
}

function isIcs(text: Uint8Array): boolean {
  return /^BEGIN:VCALENDAR/i.test(beginOf(text));
}

function isJson(text: Uint8Array): boolean {
  return /^[[{]/.test(beginOf(text));
}

function beginOf(text: Uint8Array): string {
  return new TextDecoder()
    .decode(text.subarray(0, 64))
    .replace(/^\ufeff/, '')
    .trimStart();
}

function inOrder(read: readonly Announcement[]): readonly Announcement[] {
  if (read.length === 0) throw new FileFault(1, 'the calendar holds no announcement', 'no-announcement');
  return mergeAnnouncements([], read).announcements;
}

function readCsv(text: Uint8Array, words: ImpactWords): Announcement[] {
  const announcements: Announcement[] = [];
  readTable(text, collect(announcements, words));
  return announcements;
}

function collect(announcements: Announcement[], words: ImpactWords): ReadHeader {
  return (header) => {
    const readRow = rowReader(header, words);
    return (cells, line) => void announcements.push(readRow(cells, line));
  };
}

function rowReader(header: readonly string[], words: ImpactWords): (cells: readonly string[], line: number) => Announcement {
  const readTime = timeReader(header);
  const currencyAt = columnIndex(header, CURRENCY_NAMES);
  const impactAt = columnIndex(header, IMPACT_NAMES);
  const titleAt = columnIndex(header, TITLE_NAMES);
  // Any one of them makes it a calendar: a list of times alone could be anything.
  if (Math.max(currencyAt, impactAt, titleAt) < 0) requiredColumn(header, TITLE_NAMES);
  const idAt = columnIndex(header, ID_NAMES);
  return (cells, line) => {
    const at = readTime(cells, line);
    const cell = (index: number) => cells[index] ?? '';
    const currency = currencyOf(cell(currencyAt));
    if (currency === null)
      throw new FileFault(line, `the currency is not three letters: ${quoted(cell(currencyAt))}`, 'currency', cell(currencyAt));
    const impact = impactAt < 0 ? 'high' : impactOf(cell(impactAt), words);
    if (impact === null) throw new FileFault(line, `the impact is unknown: ${quoted(cell(impactAt))}`, 'impact', cell(impactAt));
    const title = cell(titleAt);
    const id = idAt < 0 || cell(idAt) === '' ? `${at}/${currency}/${title}` : cell(idAt);
    return { id, at, currency, impact, title };
  };
}

/** One column with the whole time, or a date beside a time of day. */
function timeReader(header: readonly string[]): (cells: readonly string[], line: number) => number {
  const times = new TimeCells();
  const dateAt = header.indexOf('date');
  const timeAt = header.indexOf('time');
  if (dateAt >= 0 && timeAt >= 0) {
    return (cells, line) => times.read(`${cells[dateAt] ?? ''} ${timeOfDay(cells[timeAt] ?? '', line)}`, line);
  }
  const whole = requiredColumn(header, ['datetime', ...TIME_NAMES]);
  return (cells, line) => times.read(cells[whole], line);
}

/** `8:30am`, `20:30`, `20:30:00Z` as ISO text; all-day entries stand at the day's beginning. */
function timeOfDay(text: string, line: number): string {
  if (/^(all day|tentative|)$/i.test(text)) return '00:00';
  const match = /^(\d{1,2}):(\d{2})(:\d{2})?\s*(am|pm)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i.exec(text);
  if (match === null) throw new FileFault(line, `the time cannot be read: ${quoted(text)}`, 'time', text);
  const half = match[4]?.toLowerCase();
  const hour = half === undefined ? Number(match[1]) : (Number(match[1]) % 12) + (half === 'pm' ? 12 : 0);
  return `${String(hour).padStart(2, '0')}:${match[2]}${match[3] ?? ''}${match[5] ?? ''}`;
}
