import { describe, expect, it } from 'vitest';
import en from '../../../resources/locales/en/notifications.json';
import fr from '../../../resources/locales/fr/notifications.json';
import { DAY } from '../../../shared/base/time';
import type { Notification } from '../../../shared/features/notifications/contract';
import { isWanted, noticeDays, wantsNative } from './notices';
import { type NoticeFormat, noticeValues } from './noticeWords';

const notice = (at: number, over: Partial<Notification> = {}): Notification => ({
  id: `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`,
  at,
  kind: 'signal.validated',
  urgency: 'info',
  values: {},
  link: null,
  simulated: false,
  operators: null,
  readAt: null,
  ...over,
});
const wishes = { notifyQuarantine: true, notifyOutcomes: true, nativeNotifications: true };

describe('the notification centre', () => {
  it('lists the newest day and the newest notice first', () => {
    const days = noticeDays([notice(1), notice(DAY + 1), notice(2)], (at) => String(Math.floor(at / DAY)));
    expect(days.map((day) => [day.day, day.notices.map((one) => one.at)])).toEqual([
      ['1', [DAY + 1]],
      ['0', [2, 1]],
    ]);
  });

  it('disturbs nobody with what the settings silence', () => {
    expect(isWanted(notice(1, { kind: 'signal.quarantined' }), { ...wishes, notifyQuarantine: false })).toBe(false);
    expect(isWanted(notice(1, { kind: 'signal.outcome' }), { ...wishes, notifyOutcomes: false })).toBe(false);
    expect(isWanted(notice(1, { kind: 'feed.offline' }), { ...wishes, notifyOutcomes: false, notifyQuarantine: false })).toBe(
      true,
    );
  });

  it('goes to the desktop only while nobody looks and only when wanted', () => {
    expect(wantsNative(notice(1), wishes, false)).toBe(true);
    expect(wantsNative(notice(1), wishes, true)).toBe(false);
    expect(wantsNative(notice(1), { ...wishes, nativeNotifications: false }, false)).toBe(false);
    expect(wantsNative(notice(1, { kind: 'signal.outcome' }), { ...wishes, notifyOutcomes: false }, false)).toBe(false);
  });
});

describe('the words of a notice', () => {
  const format: NoticeFormat = {
    price: (instrument, value) => `${instrument}:${value}`,
    percent: (value) => `${value * 100} %`,
    r: (value) => `${value}`,
    offset: (ms) => `${ms} ms`,
    word: (family, key) => `${family}.${key}`,
  };

  it('puts figures in their own units', () => {
    const values = noticeValues(
      { instrument: 'BTCUSDT', direction: 'long', entry: 100, confidence: 0.5, r: -1, offset: '2.5 s' },
      format,
    );
    expect(values).toMatchObject({
      instrument: 'BTCUSDT',
      direction: 'direction.long',
      entry: 'BTCUSDT:100',
      confidence: '50 %',
      r: '-1',
      offset: '2500 ms',
    });
  });

  it.each(Object.entries({ fr, en }))('fills every place of every %s sentence', (_, words) => {
    const places = [...JSON.stringify(words).matchAll(/{{(\w+)}}/g)].map(([, name]) => name ?? '');
    const known = Object.keys(noticeValues({}, format));
    // These two belong to the sentences around a notice, not to its own.
    expect(places.filter((name) => !['title', 'count', ...known].includes(name))).toEqual([]);
  });

  it('leaves a dash where a figure is missing, never an empty gap', () => {
    expect(new Set(Object.values(noticeValues({}, format)))).toEqual(new Set(['–']));
  });
});
