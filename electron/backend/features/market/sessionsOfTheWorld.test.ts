import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../../shared/base/time';
import type { Instrument } from '../../../../shared/features/market/instrument';
import { describeWithSharedData } from '../../../../test/builders/sharedData';
import { SessionCalendar } from './sessions';

interface Hours {
  readonly exchangeTimeZone: string;
  readonly holidays: readonly string[];
  readonly earlyCloses?: Readonly<Record<string, string>>;
  readonly lateOpens?: Readonly<Record<string, string>>;
  readonly [weekday: string]: unknown;
}
interface Span {
  readonly start: string;
  readonly end: string;
  readonly state: string;
}

/** Minutes since midnight; `1.00:00:00` is the end of the day. */
function minutes(text: string): number {
  const [day, time] = text.includes('.') ? text.split('.') : ['0', text];
  const [hour, minute] = (time ?? '').split(':');
  return Number(day) * 1440 + Number(hour) * 60 + Number(minute);
}

function reader(hours: Hours) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: hours.exchangeTimeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', weekday: 'long', hour: '2-digit', minute: '2-digit' },
  } as const);
  return (at: number): boolean => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = `${part.month}/${part.day}/${part.year}`;
    const now = Number(part.hour) * 60 + Number(part.minute);
    const [early, late] = [hours.earlyCloses?.[day], hours.lateOpens?.[day]];
    if (hours.holidays.includes(day) && late === undefined) return false;
    if (early !== undefined && now >= minutes(early)) return false;
    if (late !== undefined && now < minutes(late)) return false;
    const spans = (hours[(part.weekday ?? '').toLowerCase()] ?? []) as readonly Span[];
    return spans.some(({ start, end, state }) => state === 'market' && now >= minutes(start) && now < minutes(end));
  };
}

/** Away from the minutes in which one list has a pause and the other does not. */
const EVERY_QUARTER = Array.from({ length: 96 }, (_, index) => index * 15 + 7);
/** Before and after whatever can open or close there, in winter and in summer. */
const NEW_YORK = [13 * 60, 14 * 60, 16.5 * 60, 17.5 * 60, 18.5 * 60, 19.5 * 60, 20.5 * 60, 21.5 * 60].flatMap((at) => [
  at + 25,
  at + 35,
]);
const FRANKFURT = [6.5 * 60, 7.5 * 60, 12 * 60, 15 * 60, 16 * 60].flatMap((at) => [at + 25, at + 35]);
const EVERY_HOUR = Array.from({ length: 24 }, (_, index) => index * 60 + 7);

const FILE = 'market/calendars/lean_market_hours_subset.json';

describeWithSharedData('sessions against published hours', FILE, (file) => {
  const all = (): Readonly<Record<string, Hours>> => JSON.parse(readFileSync(file, 'utf8'));

  /** First difference over a stretch, looked for at some minutes of each UTC day; null where there is none. */
  function difference(
    session: Instrument['session'],
    market: string,
    from: string,
    to: string,
    looks: readonly number[] = EVERY_QUARTER,
  ): string | null {
    const published = reader(all()[market] as Hours);
    const calendar = new SessionCalendar();
    for (let day = Date.parse(from); day < Date.parse(to); day += DAY) {
      for (const at of looks.map((minute) => day + minute * MINUTE)) {
        const [ours, theirs] = [calendar.isOpen({ session }, at), published(at)];
        if (ours !== theirs) return `${new Date(at).toISOString()}: ours ${ours}, published ${theirs}`;
      }
    }
    return null;
  }

  it('[MKT43] New York: holidays, early closes and both changes of the clock, 2025 to 2028', { timeout: 30_000 }, () => {
    expect(difference('us-equity', 'Equity-usa-[*]', '2025-01-01', '2028-12-31', NEW_YORK)).toBeNull();
  });

  it('[MKT43] Frankfurt: holidays and both changes of the clock, 2025 to 2028, but for its half day on 30 December', () => {
    for (const year of [2025, 2026, 2027, 2028])
      expect(difference('xetra', 'Index-eurex-[*]', `${year}-01-01`, `${year}-12-29`, FRANKFURT)).toBeNull();
  });

  it('[MKT43] currencies: every week of 2025, its year’s end, and both changes of the clock of three years', () => {
    expect(difference('forex', 'Forex-oanda-[*]', '2025-01-01', '2026-01-31', EVERY_HOUR)).toBeNull();
    for (const day of ['2026-03-05', '2026-10-29', '2027-03-11', '2027-11-04']) {
      const to = new Date(Date.parse(day) + 7 * DAY).toISOString();
      expect(difference('forex', 'Forex-fxcm-[*]', day, to)).toBeNull();
    }
  });

  it('[MKT43] metals: the break of every evening through both changes of the clock', () => {
    for (const day of ['2025-03-06', '2025-10-30', '2026-03-05', '2026-10-29', '2027-03-11', '2027-11-04']) {
      const to = new Date(Date.parse(day) + 7 * DAY).toISOString();
      expect(difference('metal', 'Cfd-oanda-XAUUSD', day, to)).toBeNull();
    }
  });

  it('[MKT43] the clock changes while currencies sleep: Sunday’s opening is an hour earlier in UTC from then on', () => {
    const calendar = new SessionCalendar();
    const opens = (sunday: string) => {
      let at = Date.parse(sunday) + 12 * HOUR;
      while (!calendar.isOpen({ session: 'forex' }, at)) at += MINUTE;
      return new Date(at).toISOString().slice(11, 16);
    };
    expect([opens('2026-03-01'), opens('2026-03-08'), opens('2026-10-25'), opens('2026-11-01')]).toEqual([
      '22:00',
      '21:00',
      '21:00',
      '22:00',
    ]);
  });
});
