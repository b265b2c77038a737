import { describe, expect, it } from 'vitest';
import { isSafeUrl } from '../../../../shared/base/safeUrl';
import { aStore } from '../../../../test/builders/store';
import { type CalendarDay, startCalendarServer } from '../../../../test/fakes/calendar/server';
import { manualClock } from '../../kit/clock';
import { httpDownload } from '../../kit/net';
import { Calendar } from './calendar';
import { CalendarRefresh } from './calendarRefresh';

const START = Date.UTC(2026, 0, 5, 8);
const entry = (date: string) => ({ title: 'CPI m/m', country: 'USD', date, impact: 'High', forecast: '', previous: '0.1%' });
const week = (date = '2026-01-07T08:30:00-05:00'): CalendarDay => ({
  kind: 'text',
  text: JSON.stringify([entry(date)]),
  etag: date,
});

async function aRefresh(day: CalendarDay) {
  const server = await startCalendarServer(day);
  const { store } = await aStore();
  const clock = manualClock(START);
  const calendar = new Calendar(store.read, store.facts);
  const settings = { calendarUrl: server.url, calendarEveryMinutes: 60 };
  const faults: unknown[] = [];
  const refresh = new CalendarRefresh({
    ...{ calendar, clock, download: httpDownload, settings: () => settings, timeoutMs: 300 },
    ...{ commands: store.commands, facts: store.facts, onError: (error) => faults.push(error) },
  });
  const stored = () => store.read.all(store.read.db.selectFrom('announcements_current').select(['id', 'at', 'title']));
  const audited = () =>
    store.read.all(store.read.db.selectFrom('audit').select(['actor', 'action']).where('actor', '=', 'system:calendar'));
  return { server, clock, refresh, stored, audited, settings, faults };
}

describe('[MKT62] a calendar fetched from its address', () => {
  it('is stored once, in the journal under the name of the machine, and asked for again only if it changed', async () => {
    const { server, refresh, stored, audited } = await aRefresh(week());
    await refresh.look();
    expect(refresh.status()).toMatchObject({
      success: { at: START, added: 1, moved: 0 },
      failure: null,
      nextAt: START + 3_600_000,
    });
    expect(stored()).toMatchObject([{ at: Date.UTC(2026, 0, 7, 13, 30), title: 'CPI m/m' }]);
    await refresh.look();
    expect(refresh.status().success).toMatchObject({ added: 0, moved: 0 });
    expect(server.asked.map(({ etag }) => etag)).toEqual([null, '2026-01-07T08:30:00-05:00']);
    expect(audited()).toEqual([{ actor: 'system:calendar', action: 'market.refreshCalendar' }]);
  });

  it('moves what was rescheduled', async () => {
    const { server, refresh, stored } = await aRefresh(week());
    await refresh.look();
    server.day = week('2026-01-08T08:30:00-05:00');
    await refresh.look();
    expect(refresh.status().success).toMatchObject({ added: 0, moved: 1 });
    expect(stored()).toHaveLength(1);
  });

  it.each<[name: string, day: CalendarDay, failure: object]>([
    ['an error of the server', { kind: 'status', status: 500 }, { code: 'status', value: '500' }],
    ['a page', { kind: 'page' }, { code: 'page' }],
    ['too much', { kind: 'huge' }, { code: 'too-large' }],
    ['no end', { kind: 'slow' }, { code: 'timeout' }],
    [
      'another host',
      { kind: 'redirect', to: 'https://elsewhere.example/week.json' },
      { code: 'redirect', value: 'elsewhere.example' },
    ],
    ['a circle', { kind: 'redirect', to: '/week.json' }, { code: 'redirect' }],
    ['no list', { kind: 'text', text: '{"error": "quota"}' }, { code: 'unreadable', fault: 'not-list', line: 0 }],
    ['a bad entry', { kind: 'text', text: JSON.stringify([entry('soon')]) }, { code: 'unreadable', fault: 'time', line: 1 }],
  ])('that answers with %s leaves the one in place', async (_name, day, failure) => {
    const { server, refresh, stored, faults } = await aRefresh(week());
    await refresh.look();
    server.day = day;
    await refresh.look();
    expect(refresh.status().failure).toMatchObject(failure);
    expect(refresh.status().success).not.toBeNull();
    expect(stored()).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it('follows the same host', async () => {
    const { server, refresh } = await aRefresh({ kind: 'redirect', to: '/moved' });
    await refresh.look();
    expect(server.asked.map(({ path }) => path)).toEqual(['/week.json', '/moved']);
    expect(refresh.status().failure).toMatchObject({ code: 'unreadable', fault: 'no-announcement' });
  });

  it('[MKT63] is tried again with growing pauses up to the interval, later where the server asks for it', async () => {
    const { server, refresh } = await aRefresh({ kind: 'status', status: 503 });
    const waits: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      await refresh.look();
      waits.push(((refresh.status().nextAt ?? 0) - START) / 60_000);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    server.day = { kind: 'status', status: 429, retryAfter: '7200' };
    await refresh.look();
    expect(refresh.status().nextAt).toBe(START + 7_200_000);
    server.day = week();
    await refresh.look();
    expect(refresh.status()).toMatchObject({ failure: null, nextAt: START + 3_600_000 });
  });

  it('is not fetched without an address, and nothing is left waiting after the end', async () => {
    const { refresh, settings, server, clock } = await aRefresh(week());
    refresh.start();
    expect(refresh.status().nextAt).toBe(START + 10_000);
    await refresh.stop();
    expect(clock.pending()).toBe(0);
    settings.calendarUrl = '';
    await refresh.look();
    expect(server.asked).toEqual([]);
  });
});

describe('[MKT62] an address', () => {
  it.each(['https://a.example/x.json?week=1', 'http://127.0.0.1:8080/c.ics', 'http://localhost', 'http://[::1]:1/'])(
    'may be %s',
    (url) => {
      expect(isSafeUrl(url)).toBe(true);
    },
  );

  it.each([
    'http://a.example/x.json',
    'https://user:word@a.example/',
    'file:///etc/passwd',
    'http://127.0.0.1.evil.example/',
    'https://',
    'x',
  ])('may not be %s', (url) => {
    expect(isSafeUrl(url)).toBe(false);
  });
});
