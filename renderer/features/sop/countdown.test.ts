import { expect, it } from 'vitest';
import { remaining } from './countdown';

const french = { locale: 'fr-FR', timeZone: 'Europe/Paris' };
const english = { locale: 'en-GB', timeZone: 'Europe/London' };
const at = (seconds: number, rules = french) => remaining(seconds * 1000, 0, rules);

it('counts in minutes and seconds below an hour', () => {
  expect(at(245).text).toBe('4:05');
  expect(at(3599.2).text).toBe('1\u00a0h\u00a000\u00a0min');
});

it('counts in hours and minutes below two days, and in days beyond', () => {
  expect(at(2 * 3600 + 7 * 60).text).toBe('2\u00a0h\u00a007\u00a0min');
  expect(at(3 * 86_400 + 5).text).toMatch(/^3\sj$/u);
  expect(at(3 * 86_400, english).text).toBe('3 days');
});

it('is late from the instant on, never before', () => {
  expect(at(0)).toEqual({ late: false, text: '0:00' });
  expect(at(0.4)).toEqual({ late: false, text: '0:01' });
  expect(at(-0.4)).toEqual({ late: true, text: '0:00' });
  expect(at(-61)).toEqual({ late: true, text: '1:01' });
});
