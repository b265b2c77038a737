import { z } from 'zod';
import { type Close, inOrder } from '../../../../shared/features/quality/closes';
import type { AlertFigures, AlertKind } from '../../../../shared/features/quality/contract';
import { drawdownOf } from '../../../../shared/features/quality/drawdown';
import {
  DRAWDOWN_R,
  DRAWDOWN_WINDOW,
  ENOUGH,
  EVERYTHING,
  WIN_RATE,
  WIN_RATE_WINDOW,
  within,
} from '../../../../shared/features/quality/figures';
import { lowerTail } from '../../../../shared/features/quality/probability';
import {
  type AlarmState,
  alarmState,
  NO_STOPS,
  QUIET,
  stepAlarm,
  stepStops,
  stopsState,
} from '../../../../shared/features/quality/thresholds';
import { rateOf } from '../../../../shared/features/signals/rates';
import type { Ids } from '../../kit/ids';
import type { Fact, Reactions, Tx } from '../../store/types';
import { RecentCloses } from './closes';
import type { Locks } from './locks';
import { activeLocks, clearAlerts, dbOf, insertAlert, QUALITY_ACTOR, readState, writeState } from './store';

export interface WatchOptions {
  readonly source: string;
  readonly simulated: boolean;
  readonly reactions: Reactions;
  readonly ids: Ids;
  readonly locks: Locks;
}

const URGENT = 'urgent-review';
/** Who is told of a bad week, and who of a deep fall. */
const REVIEWERS = ['data-science', 'qa', 'team-lead'];
const MANAGEMENT = ['ceo', 'cto'];

/** The thresholds of QA-001, looked at each time a published signal closes; what stood before a restart stands after it. */
export function registerThresholds(options: WatchOptions): void {
  const recent = new RecentCloses(options.source);
  options.reactions.register(
    'quality',
    ['signal.outcome'],
    (tx, fact) => {
      const close = recent.take(tx, dbOf(tx), fact.subject);
      // TP1 alone closes nothing, also where the end is on record by now: that has a fact of its own.
      if (close === null || resultOf(fact) !== close.result) return;
      lookAtRate(options, tx, recent.rows, close);
      lookAtStops(options, tx, close);
      lookAtDrawdown(options, tx, recent.rows, close);
    },
    // What closed before the desk existed is in its windows, and raises nothing by itself.
    'now',
  );
  options.reactions.register(
    'quality-models',
    ['model.quarantined', 'model.promoted'],
    (tx, fact) => anomaly(options, tx, fact),
    'now',
  );
}

function step(
  options: WatchOptions,
  tx: Tx,
  kind: AlertKind,
  look: (at: number) => { bad: boolean },
  at: number,
  window: number | null,
) {
  const { source } = options;
  const before: AlarmState = readState(tx, dbOf(tx), source, kind, alarmState) ?? QUIET;
  const now = Math.max(before.at, at);
  const { state, fired, cleared } = stepAlarm(before, { at: now, bad: look(now).bad }, window);
  writeState(tx, source, kind, state);
  if (cleared) {
    clearAlerts(tx, source, kind);
    tx.fact('quality.cleared', kind);
  }
  return fired ? now : null;
}

function lookAtRate(options: WatchOptions, tx: Tx, rows: readonly Close[], close: Close): void {
  const figuresAt = (at: number) => rateFigures(inOrder(within(rows, at, WIN_RATE_WINDOW)));
  const look = (at: number) => ({ bad: (figuresAt(at).rate ?? 1) < WIN_RATE });
  const at = step(options, tx, 'win-rate', look, close.at, WIN_RATE_WINDOW);
  if (at === null) return;
  const figures = figuresAt(at);
  const id = options.ids();
  insertAlert(tx, options.source, { id, kind: 'win-rate', scope: EVERYTHING, marketAt: at, figures, lock: null });
  tx.fact('quality.win-rate', id, {
    notify: true,
    simulated: options.simulated,
    // One urgent review at a time: what is under way looks at this too.
    review: reviewOpen(tx) ? 'open' : 'due',
    values: { rate: `${((figures.rate ?? 0) * 100).toFixed(1)} %`, n: figures.n },
    roles: REVIEWERS,
  });
}

function reviewOpen(tx: Tx): boolean {
  const query = tx.db.selectFrom('sop_runs').select('id').where('procedure', '=', 'QA-001').where('schedule', '=', URGENT);
  return tx.get(query.where('state', 'in', ['open', 'paused']).limit(1)) !== undefined;
}

function lookAtStops(options: WatchOptions, tx: Tx, close: Close): void {
  const { source, locks, simulated } = options;
  const name = `stops:${close.instrument}`;
  const paused = activeLocks(tx, dbOf(tx), source, tx.at).some(({ scope }) => scope === close.instrument);
  const { state, fired } = stepStops(readState(tx, dbOf(tx), source, name, stopsState) ?? NO_STOPS, close, paused);
  writeState(tx, source, name, state);
  if (fired === null) return;
  const id = options.ids();
  const lock = locks.add(tx, {
    scope: close.instrument,
    kind: 'stops',
    owner: QUALITY_ACTOR,
    reason: `${fired.length} × SL`,
    values: { stops: fired.length, alert: id },
  });
  const figures: AlertFigures = { ...NOTHING, n: fired.length, wins: 0, signals: [...fired] };
  insertAlert(tx, source, { id, kind: 'stops', scope: close.instrument, marketAt: close.at, figures, lock: lock.id });
  const values = { instrument: close.instrument, stops: fired.length };
  tx.fact('quality.paused', close.instrument, { notify: true, simulated, lock: lock.id, values });
}

function lookAtDrawdown(options: WatchOptions, tx: Tx, rows: readonly Close[], close: Close): void {
  const found = (at: number) => drawdownOf(within(rows, at, DRAWDOWN_WINDOW));
  const at = step(options, tx, 'drawdown', (now) => ({ bad: found(now).worst > DRAWDOWN_R }), close.at, null);
  if (at === null) return;
  const figures = drawdownFigures(rows, at);
  const id = options.ids();
  insertAlert(tx, options.source, { id, kind: 'drawdown', scope: EVERYTHING, marketAt: at, figures, lock: null });
  const values = { drawdown: (figures.drawdownR ?? 0).toFixed(1), n: figures.n };
  tx.fact('quality.drawdown', id, { notify: true, simulated: options.simulated, values, roles: MANAGEMENT });
}

const modelFact = z.object({ values: z.object({ name: z.string().optional() }) });

/** A model that was quarantined is the anomaly of QA-001; it is over when a person has promoted one again. */
function anomaly(options: WatchOptions, tx: Tx, fact: Fact): void {
  const bad = fact.kind === 'model.quarantined';
  const at = step(options, tx, 'anomaly', () => ({ bad }), fact.at, null);
  if (at === null) return;
  const read = modelFact.safeParse(fact.data);
  const name = (read.success ? read.data.values.name : undefined) ?? fact.subject;
  const figures: AlertFigures = { ...NOTHING, name };
  insertAlert(tx, options.source, { id: options.ids(), kind: 'anomaly', scope: EVERYTHING, marketAt: at, figures, lock: null });
  // The quarantine has told of itself; this is for the screen alone.
  tx.fact('quality.anomaly', fact.subject, { notify: false, simulated: options.simulated, values: { name } });
}

export const NOTHING: AlertFigures = {
  n: 0,
  wins: null,
  rate: null,
  low: null,
  high: null,
  expectancyR: null,
  probability: null,
  drawdownR: null,
  name: null,
  small: false,
  signals: [],
};

const outcomeFact = z.object({ values: z.object({ result: z.string() }) });

function resultOf(fact: Fact): string | null {
  const read = outcomeFact.safeParse(fact.data);
  return read.success ? read.data.values.result : null;
}

/** The rate with all that belongs beside it; a cancelled signal is outside. */
export function rateFigures(rows: readonly Close[]): AlertFigures {
  const counted = rows.filter(({ result }) => result !== 'CANCELLED');
  const { n, wins, rate, low, high, expectancyR } = rateOf(counted);
  return {
    ...NOTHING,
    ...{ n, wins, rate, low, high, expectancyR },
    probability: n === 0 ? null : lowerTail(wins, n, WIN_RATE),
    small: n < ENOUGH,
    signals: counted.map(({ id }) => id),
  };
}

export function drawdownFigures(rows: readonly Close[], at: number): AlertFigures {
  const counted = inOrder(within(rows, at, DRAWDOWN_WINDOW));
  const { worst } = drawdownOf(counted);
  return {
    ...NOTHING,
    n: counted.length,
    drawdownR: worst,
    small: counted.length < ENOUGH,
    signals: counted.map(({ id }) => id),
  };
}
