import { addDays, weekdayOf } from '../../base/civilDay';
import { isTimeframe, timeframeMs } from '../../base/time';
import { dayOf, dayStart } from '../../base/zonedDay';
import type { Rate } from '../signals/contract';
import { rateOf } from '../signals/rates';
import type { Close } from './closes';
import { ENOUGH } from './figures';

export const ZONE = 'Europe/Paris';
export const GROUPINGS = ['all', 'instrument', 'timeframe', 'strategy'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface GroupRate {
  readonly by: Grouping;
  /** What they have in common; empty for all of them. */
  readonly key: string;
  readonly rate: Rate;
  /** True where n is too small for anything to be concluded. */
  readonly small: boolean;
}

/** Timeframes by their length, anything else by its letters. */
function inOrder(a: string, b: string): number {
  if (isTimeframe(a) && isTimeframe(b)) return timeframeMs(a) - timeframeMs(b);
  return a < b ? -1 : 1;
}

/** The rate of all, then of each instrument, timeframe and strategy, each beside its n and interval. */
export function groupRates(closes: readonly Close[]): GroupRate[] {
  const one = (by: Grouping, key: string, members: readonly Close[]): GroupRate => {
    const rate = rateOf(members);
    return { by, key, rate, small: rate.n < ENOUGH };
  };
  const each = (by: Exclude<Grouping, 'all'>) => {
    const groups = new Map<string, Close[]>();
    for (const close of closes) {
      const known = groups.get(close[by]);
      if (known === undefined) groups.set(close[by], [close]);
      else known.push(close);
    }
    return [...groups.keys()].toSorted(inOrder).map((key) => one(by, key, groups.get(key) ?? []));
  };
  return [one('all', '', closes), ...each('instrument'), ...each('timeframe'), ...each('strategy')];
}

export interface Week {
  readonly from: number;
  readonly to: number;
}

/** The calendar week, Monday to Sunday in Paris, that holds `at`; in spring it has 167 hours, in autumn 169. */
export function weekOf(at: number): Week {
  let monday = dayOf(at, ZONE);
  while (weekdayOf(monday) !== 'mon') monday = addDays(monday, -1);
  const start = (day: string) => dayStart(day, ZONE) ?? at;
  return { from: start(monday), to: start(addDays(monday, 7)) };
}

/** The last `count` calendar weeks up to the one that holds `at`, newest first. */
export function weeksBefore(at: number, count: number): Week[] {
  const weeks: Week[] = [];
  for (let moment = at; weeks.length < count; ) {
    const week = weekOf(moment);
    weeks.push(week);
    moment = week.from - 1;
  }
  return weeks;
}
