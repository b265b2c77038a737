import { type FeatureSet, featuresAt } from '../../../shared/features/models/features/feature';
import { FEATURES_1 } from '../../../shared/features/models/features/featureSet';
import { priorRate, shrunkRate } from '../../../shared/features/signals/confidence';
import { signalIdentity } from '../../../shared/features/signals/identity';
import { type Levels, noEdgeRate, placeLevels, type Side } from '../../../shared/features/signals/levels';
import { type CalendarFact, checkAll, statusOf, type VolumeFact } from '../../../shared/features/signals/rules';
import type { Decision, DecisionInputs } from '../../../shared/features/signals/signal';
import type { OpenSignal, SignalBook } from './book';
import type { KernelOptions } from './options';
import type { AnnouncementIndex } from './port';
import type { TrackRecord } from './record';
import type { Scanner } from './scanner';
import type { BarSeries } from './series';
import { WINDOW_BARS, windowDigest } from './window';

/** The kernel's state at a decision: the last candle's quote and close (`lastCloseAt` its close time), record and open signals. */
export interface Moment {
  readonly bid: number;
  readonly ask: number;
  readonly lastClose: number;
  readonly lastCloseAt: number;
  readonly record: TrackRecord;
  readonly book: SignalBook;
}

/** Like set-ups: same timeframe, strategy and direction, within one kernel and so one instrument and source. */
export function groupOf(decision: Pick<Decision, 'timeframe' | 'strategy' | 'direction'>): string {
  return `${decision.timeframe}/${decision.strategy}/${decision.direction}`;
}

/** Turns the candidate at a scanner's cursor into a decided signal; null where it has no sane plan. */
export function decide(options: KernelOptions, scanner: Scanner, at: number, moment: Moment): OpenSignal | null {
  const { series, strategy, cursor } = scanner;
  const side: Side = (scanner.sides[cursor] as number) > 0 ? 1 : -1;
  const plan = strategy.plan(scanner.input, cursor, side);
  if (plan === null) return null;
  const { instrument, ruleSet } = options;
  const levels = placeLevels(series.close[cursor] as number, side, plan, instrument, ruleSet);
  if (levels === null) return null;
  const like = {
    timeframe: series.timeframe,
    strategy: scanner.key,
    direction: side > 0 ? ('long' as const) : ('short' as const),
  };
  const record = moment.record.before(groupOf(like), at);
  const prior = priorRate(levels, instrument.costBps);
  const identity = { source: options.source, instrument: instrument.id, ...like, ruleSet: ruleSet.id, at };
  const id = signalIdentity(identity, options.sha256);
  const hitRate = shrunkRate(record, prior, ruleSet.priorWeight);
  const features = featuresOf(options.featureSet ?? FEATURES_1, scanner, {
    side,
    at,
    levels,
    prior,
    hitRate,
    costBps: instrument.costBps,
  });
  const model = options.scorer?.score({ id, instrument: instrument.id, ...like, at, features }) ?? null;
  const confidence = model?.probability ?? hitRate;
  const checks = checkAll(
    {
      levels,
      confidence,
      reference: referencePrice(moment),
      opposite: moment.book.opposite(like.direction),
      volume: volumeFact(series, cursor, instrument.hasVolume, ruleSet.volumeBars),
      calendar: calendarFact(options.calendar, instrument.currencies, at),
    },
    ruleSet,
  );
  const decision: Decision = {
    id,
    ...identity,
    ...levels,
    confidence,
    noEdge: noEdgeRate(levels),
    status: statusOf(checks),
    checks,
    expiresAt: at + ruleSet.expiryBars * series.lengthMs,
  };
  const inputs = inputsOf(
    options,
    scanner,
    moment,
    at,
    { n: record.n, wins: record.wins, prior, weight: ruleSet.priorWeight },
    record.digest,
    model,
  );
  const position = { ...levels, side, expiresAt: decision.expiresAt, costBps: instrument.costBps, half: Number.NaN };
  return { signal: { decision, inputs, reasons: plan.reasons, features }, position, published: decision.status === 'validated' };
}

interface Planned {
  readonly side: Side;
  readonly at: number;
  readonly levels: Levels;
  readonly prior: number;
  readonly hitRate: number;
  readonly costBps: number;
}

function featuresOf(set: FeatureSet, scanner: Scanner, planned: Planned): readonly number[] {
  const { own, higher } = scanner.features;
  const { timeframe } = scanner.series;
  const { side, at, levels, prior, hitRate, costBps } = planned;
  return featuresAt(set, {
    own,
    index: scanner.cursor,
    higher,
    higherIndex: scanner.higherIndex(),
    side,
    at,
    timeframe,
    strategy: scanner.key,
    levels,
    costBps,
    prior,
    hitRate,
  });
}

/** Mid of the quote at the close where there is a sound one; null when it is crossed; else the close itself. */
function referencePrice({ bid, ask, lastClose }: Moment): number | null {
  if (!Number.isFinite(bid) || !Number.isFinite(ask)) return lastClose;
  return ask < bid ? null : (bid + ask) / 2;
}

function volumeFact(series: BarSeries, index: number, hasVolume: boolean, bars: number): VolumeFact {
  if (!hasVolume) return { kind: 'none' };
  if (index < bars) return { kind: 'ratio', ratio: null };
  let sum = 0;
  for (let before = index - bars; before < index; before += 1) sum += series.volume[before] as number;
  return { kind: 'ratio', ratio: sum > 0 ? (series.volume[index] as number) / (sum / bars) : null };
}

function calendarFact(calendar: AnnouncementIndex | null, currencies: readonly string[], at: number): CalendarFact {
  if (calendar === null) return { minutes: null, covered: false };
  return { minutes: calendar.minutesToNearest(currencies, at), covered: calendar.covers(at) };
}

function inputsOf(
  options: KernelOptions,
  { series, cursor }: Scanner,
  moment: Moment,
  at: number,
  record: DecisionInputs['record'],
  recordDigest: string,
  model: DecisionInputs['model'],
): DecisionInputs {
  const from = Math.max(0, cursor + 1 - WINDOW_BARS);
  return {
    windowDigest: windowDigest(series, from, cursor + 1, options.sha256),
    windowFrom: series.ts[from] as number,
    referencePrice: referencePrice(moment) ?? moment.lastClose,
    referenceAgeMs: at - moment.lastCloseAt,
    record,
    recordDigest,
    calendarVersion: options.calendar?.version ?? null,
    model,
  };
}
