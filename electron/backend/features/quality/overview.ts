import { DAY } from '../../../../shared/base/time';
import type { AlertFigures, Overview } from '../../../../shared/features/quality/contract';
import { type DrawdownPoint, drawdownOf } from '../../../../shared/features/quality/drawdown';
import { DRAWDOWN_WINDOW, WIN_RATE_WINDOW, within } from '../../../../shared/features/quality/figures';
import { groupRates, weeksBefore } from '../../../../shared/features/quality/rates';
import { alarmState, stopsState } from '../../../../shared/features/quality/thresholds';
import { nextTurn } from '../../kit/turn';
import type { Reader } from '../../store/types';
import { readCloses } from './closes';
import type { Locks } from './locks';
import { listAlerts, readState, readStates } from './store';
import { drawdownFigures, NOTHING, rateFigures } from './watch';

export interface OverviewOptions {
  readonly source: string;
  readonly read: Reader;
  readonly locks: Locks;
  readonly marketNow: () => number;
}

const WINDOWS = [7, 30] as const;
const WEEKS = 6;
/** Points of the drawdown's line that a screen can tell apart. */
const SHOWN = 400;

/** Everything the desk shows at a glance, computed in pieces from the record as it stands. */
export async function overviewOf(options: OverviewOptions): Promise<Overview> {
  const { read, source, marketNow } = options;
  const at = marketNow();
  const weeks = weeksBefore(at, WEEKS);
  const oldest = Math.min(weeks.at(-1)?.from ?? at, at - DRAWDOWN_WINDOW);
  const closes = await readCloses(read, source, oldest - 1, at);
  const windows: Overview['windows'] = [];
  for (const days of WINDOWS) {
    windows.push({ days, groups: groupRates(within(closes, at, days * DAY)) });
    await nextTurn();
  }
  const byWeek: Overview['weeks'] = [];
  for (const { from, to } of weeks) {
    byWeek.push({ from, to, groups: groupRates(closes.filter((close) => close.at >= from && close.at < to)) });
    await nextTurn();
  }
  const { points, ...fall } = drawdownOf(within(closes, at, DRAWDOWN_WINDOW));
  const rate = rateFigures(within(closes, at, WIN_RATE_WINDOW));
  return {
    at,
    thresholds: [
      { kind: 'win-rate', since: sinceOf(options, 'win-rate'), figures: withoutIds(rate) },
      stopsNow(options),
      { kind: 'drawdown', since: sinceOf(options, 'drawdown'), figures: withoutIds(drawdownFigures(closes, at)) },
      anomalyNow(options),
    ],
    row: longestRow(options),
    windows,
    weeks: byWeek,
    drawdown: { ...fall, points: thinned(points) },
  };
}

/** On the glance the ids would be most of the answer; the alerts name theirs. */
const withoutIds = (figures: AlertFigures): AlertFigures => ({ ...figures, signals: [] });

function sinceOf({ read, source }: OverviewOptions, name: string): number | null {
  return readState(read, read.db, source, name, alarmState)?.since ?? null;
}

function stopsNow(options: OverviewOptions): Overview['thresholds'][number] {
  const paused = options.locks.active().filter(({ kind }) => kind === 'stops');
  const first = paused.reduce<number | null>((least, { createdAt }) => Math.min(least ?? createdAt, createdAt), null);
  const row = longestRow(options);
  return { kind: 'stops', since: first, figures: { ...NOTHING, n: row?.stops ?? 0 } };
}

function longestRow({ read, source }: OverviewOptions): Overview['row'] {
  const rows = readStates(read, source, 'stops:', stopsState).map(({ name, state }) => ({
    instrument: name,
    stops: state.stops.length,
  }));
  const longest = rows.toSorted((a, b) => b.stops - a.stops)[0];
  return longest === undefined || longest.stops === 0 ? null : longest;
}

function anomalyNow(options: OverviewOptions): Overview['thresholds'][number] {
  const since = sinceOf(options, 'anomaly');
  const last = since === null ? undefined : listAlerts(options.read, options.source, 1, 'anomaly')[0];
  return { kind: 'anomaly', since, figures: last?.figures ?? NOTHING };
}

/** Every so many-th point, with the last one and the deepest. */
function thinned(points: readonly DrawdownPoint[]): DrawdownPoint[] {
  const every = Math.ceil(points.length / SHOWN);
  const deepest = points.reduce((worst, { drawdown }) => Math.max(worst, drawdown), 0);
  return points.filter((point, i) => i % every === 0 || i === points.length - 1 || point.drawdown === deepest);
}
