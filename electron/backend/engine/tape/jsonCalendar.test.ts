import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { mergeAnnouncements } from '../../../../shared/features/market/announcements/merge';
import { sundayOf } from '../../../../shared/features/market/announcements/weekId';
import { describeWithSharedData } from '../../../../test/builders/sharedData';
import { readCalendarFile, readCalendarInPieces } from './calendarFile';
import { FileFault } from './fileFault';

const bytes = (content: unknown) => new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));
const cpi = {
  title: 'CPI m/m',
  country: 'USD',
  date: '2026-01-07T08:30:00-05:00',
  impact: 'High',
  forecast: '0.2%',
  previous: '',
};
const faultOf = (content: unknown): unknown => {
  try {
    readCalendarFile(bytes(content));
  } catch (error) {
    if (error instanceof FileFault) return [error.line, error.code, error.value];
    throw error;
  }
  return 'accepted';
};

describe('[MKT60] a JSON calendar', () => {
  it('of a weekly export is read with its zone, its currencies and its impacts', async () => {
    const list = [
      cpi,
      { ...cpi, title: 'Bank Holiday', country: 'All', impact: 'Holiday' },
      { ...cpi, title: 'PMI', impact: 'Medium' },
    ];
    const read = readCalendarFile(bytes(list));
    expect(read.map(({ at, currency, impact, title }) => [at, currency, impact, title])).toEqual(
      expect.arrayContaining([
        [Date.UTC(2026, 0, 7, 13, 30), 'USD', 'high', 'CPI m/m'],
        [Date.UTC(2026, 0, 7, 13, 30), 'ALL', 'low', 'Bank Holiday'],
        [Date.UTC(2026, 0, 7, 13, 30), 'USD', 'medium', 'PMI'],
      ]),
    );
    expect(await readCalendarInPieces(bytes(list))).toEqual(read);
  });

  it('with ids keeps them', () => {
    const one = { id: 'x1', at: '2026-01-07T13:30:00Z', currency: 'EUR', impact: 'low', title: 'CPI' };
    expect(readCalendarFile(bytes([one]))).toEqual([{ ...one, at: Date.UTC(2026, 0, 7, 13, 30) }]);
  });

  it.each<[content: unknown, fault: unknown]>([
    ['[{', [0, 'not-json', expect.any(String)]],
    ['{"week": []}', [0, 'not-list', '']],
    [[], [1, 'no-announcement', '']],
    [
      [cpi, 7],
      [2, 'event', '"7"'],
    ],
    [
      [cpi, { ...cpi, date: 'soon' }],
      [2, 'time', 'soon'],
    ],
    [[{ ...cpi, country: 'Dollar' }], [1, 'currency', 'Dollar']],
    [[{ ...cpi, impact: 'grave' }], [1, 'impact', 'grave']],
    [[{ ...cpi, title: '' }], [1, 'title', '']],
    [`[${' '.repeat(2_000_000)}]`, [0, 'too-long', '']],
  ])('that cannot be read names the entry and the fault (%#)', (content, fault) => {
    expect(faultOf(content)).toEqual(fault);
  });

  it('[MKT64] understands one’s own words for the impact', () => {
    const grave = bytes([{ ...cpi, impact: 'Grave' }]);
    expect(readCalendarFile(grave, { grave: 'high' })).toMatchObject([{ impact: 'high' }]);
    const csv = bytes('datetime,currency,impact,event\n2026-01-07T13:30:00Z,USD,Low,CPI\n');
    expect(readCalendarFile(csv, { low: 'high' })).toMatchObject([{ impact: 'high' }]);
  });
});

describe('[MKT61] an announcement without an id', () => {
  const weekly = (...dates: readonly string[]) => readCalendarFile(bytes(dates.map((date) => ({ ...cpi, date }))));
  it('that moves within its week is rescheduled, one of another week is another', () => {
    const before = weekly('2026-01-04T00:00:00Z', '2026-01-10T23:59:00Z');
    const after = weekly('2026-01-05T09:00:00Z', '2026-01-10T23:59:00Z');
    expect(mergeAnnouncements(before, after)).toMatchObject({ added: 0, moved: 1, unchanged: 1 });
    expect(mergeAnnouncements(before, weekly('2026-01-11T00:00:00Z'))).toMatchObject({ added: 1, moved: 0 });
  });
});

describeWithSharedData(
  '[MKT61] the rescheduled ids of a real calendar',
  'calendar/forexfactory_2019-11_2020-03.csv.gz',
  (file) => {
    it('are the same announcement where they stay in their week', () => {
      const rows = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').slice(1);
      const versions = new Map<string, { at: string; currency: string; title: string }[]>();
      for (const row of rows) {
        const cells = row.split(',');
        const [at = '', currency = '', , title = ''] = cells;
        const id = cells.at(-1)?.trim() ?? '';
        if (!row.includes('"')) versions.set(id, [...(versions.get(id) ?? []), { at, currency, title }]);
      }
      const moved = [...versions.values()].flatMap(([first, second]) =>
        first !== undefined && second !== undefined && first.at !== second.at && first.title === second.title
          ? [{ first, second }]
          : [],
      );
      expect(moved.length).toBeGreaterThan(0);
      const load = (one: { at: string; currency: string; title: string }) =>
        readCalendarFile(bytes([{ date: one.at, country: one.currency, title: one.title, impact: 'Low' }]));
      for (const { first, second } of moved) {
        const sameWeek = sundayOf(Date.parse(first.at)) === sundayOf(Date.parse(second.at));
        const merged = mergeAnnouncements(load(first), load(second));
        expect(merged).toMatchObject(sameWeek ? { added: 0, moved: 1 } : { added: 1, moved: 0 });
      }
    });
  },
);
