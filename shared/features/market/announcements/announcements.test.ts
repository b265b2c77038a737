import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../base/time';
import type { Announcement } from '../contract';
import { AnnouncementCalendar } from './announcementIndex';
import { mergeAnnouncements } from './merge';
import { currencyOf, impactOf } from './words';

const noon = 1_577_880_000_000; // 2020-01-01T12:00:00Z
const anAnnouncement = (change: Partial<Announcement> = {}): Announcement => ({
  id: 'a',
  at: noon,
  currency: 'USD',
  impact: 'high',
  title: 'CPI',
  ...change,
});

describe('the calendar', () => {
  it('[MKT11] finds the nearest high-impact announcement of a currency, before or after', () => {
    const calendar = new AnnouncementCalendar(
      [
        anAnnouncement(),
        anAnnouncement({ id: 'b', at: noon + 60 * MINUTE }),
        anAnnouncement({ id: 'c', at: noon + 5 * MINUTE, currency: 'EUR' }),
      ],
      'v',
    );
    expect(calendar.minutesToNearest(['USD'], noon + 20 * MINUTE)).toBe(20);
    expect(calendar.minutesToNearest(['USD'], noon + 50 * MINUTE)).toBe(10);
    expect(calendar.minutesToNearest(['USD'], noon)).toBe(0);
    expect(calendar.minutesToNearest(['USD', 'EUR'], noon + 6 * MINUTE)).toBe(1);
    expect(calendar.minutesToNearest(['JPY'], noon)).toBeNull();
  });

  it('[MKT11] low and medium impact say nothing, every-currency ones concern all', () => {
    const low = new AnnouncementCalendar([anAnnouncement({ impact: 'low' }), anAnnouncement({ id: 'b', impact: 'medium' })], 'v');
    expect(low.minutesToNearest(['USD'], noon)).toBeNull();
    const all = new AnnouncementCalendar([anAnnouncement({ currency: 'ALL' })], 'v');
    expect(all.minutesToNearest(['JPY'], noon + MINUTE)).toBe(1);
  });

  it('[MKT11] speaks of the whole days it has entries for and no others', () => {
    const calendar = new AnnouncementCalendar([anAnnouncement({ impact: 'low' })], 'v');
    const midnight = noon - 12 * 60 * MINUTE;
    expect([midnight - 1, midnight, noon, midnight + 24 * 60 * MINUTE].map((at) => calendar.covers(at))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('[MKT11] the last entry of an id wins', () => {
    const moved = anAnnouncement({ at: noon + MINUTE });
    const result = mergeAnnouncements(
      [anAnnouncement(), anAnnouncement({ id: 'same' })],
      [moved, anAnnouncement({ id: 'same' }), anAnnouncement({ id: 'new', at: 0 })],
    );
    expect(result).toMatchObject({ added: 1, moved: 1, unchanged: 1 });
    expect(result.announcements.map((one) => [one.id, one.at])).toEqual([
      ['new', 0],
      ['same', noon],
      ['a', noon + MINUTE],
    ]);
  });

  it('[MKT11] understands the words calendars use', () => {
    expect(
      ['High Impact Expected', '3', 'Élevé', 'Medium Impact Expected', 'Non-Economic', '', 'dubious'].map((text) =>
        impactOf(text),
      ),
    ).toEqual(['high', 'high', 'high', 'medium', 'low', 'low', null]);
    expect(['usd', 'All', '', 'EURO'].map(currencyOf)).toEqual(['USD', 'ALL', 'ALL', null]);
  });
});
