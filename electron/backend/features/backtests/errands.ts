import type { Timeframe } from '../../../../shared/base/time';
import type { BacktestRequest, BacktestView, InstrumentRun, Verdict } from '../../../../shared/features/backtests/contract';
import { viewOf } from '../../../../shared/features/backtests/metrics';
import { packTrades, unpackTrades, type Words } from '../../../../shared/features/backtests/tradePack';
import { AnnouncementCalendar } from '../../../../shared/features/market/announcements/announcementIndex';
import type { Announcement } from '../../../../shared/features/market/contract';
import type { Instrument } from '../../../../shared/features/market/instrument';
import type { RuleSet } from '../../../../shared/features/signals/ruleSet';
import { STRATEGIES } from '../../../../shared/features/signals/strategies/registry';
import type { Strategy } from '../../../../shared/features/signals/strategies/strategy';
import { candleFacts, runBacktest } from '../../engine/backtest/run';
import type { BaseCandles, CandidateScorer } from '../../engine/port';

/** One instrument, as it is sent to a thread: data only. */
export interface RunErrand {
  readonly kind: 'run';
  readonly candles: BaseCandles;
  readonly instrument: Instrument;
  readonly baseStep: number;
  readonly source: string;
  readonly ruleSet: RuleSet;
  readonly calendar: { readonly announcements: readonly Announcement[]; readonly version: string } | null;
  readonly request: BacktestRequest;
  /** The model's file; null for the measured hit rate. */
  readonly artifact: unknown;
}

export interface RunAnswer {
  readonly instrument: InstrumentRun;
  readonly lookAhead: Verdict;
  readonly repaint: Verdict;
  /** See `tradePack`. */
  readonly pack: ArrayBuffer;
}

/** Brings the trades of all instruments together. */
export interface MeasureErrand {
  readonly kind: 'measure';
  readonly packs: readonly ArrayBuffer[];
  readonly words: Words;
  readonly from: number;
  readonly to: number;
}

export interface TradePart {
  readonly n: number;
  readonly published: number;
  readonly bytes: ArrayBuffer;
}

export interface MeasureAnswer {
  readonly published: BacktestView;
  readonly every: BacktestView;
  readonly parts: readonly TradePart[];
}

export type BacktestErrand = RunErrand | MeasureErrand;
export type Tell = (done: number, total: number) => void;

/** Trades in one stored part. */
const PART = 1000;

export function strategyKey({ name, version }: Pick<Strategy, 'name' | 'version'>): string {
  return `${name}@${version}`;
}

export function run(errand: RunErrand, tell: Tell, scorerOf: (artifact: unknown) => CandidateScorer | null): RunAnswer {
  const { candles, instrument, request } = errand;
  const { announcements, version } = errand.calendar ?? { announcements: [], version: '' };
  const outcome = runBacktest(
    {
      candles,
      instrument,
      baseStep: errand.baseStep,
      timeframes: request.timeframes as readonly Timeframe[],
      source: errand.source,
      ruleSet: errand.ruleSet,
      calendar: errand.calendar === null ? null : new AnnouncementCalendar(announcements, version),
      // In the order in which the desk asks them, whatever order they were chosen in: on one bar an earlier one decides first.
      strategies: STRATEGIES.filter((one) => request.strategies.includes(strategyKey(one))),
      scorer: errand.artifact === null ? null : scorerOf(errand.artifact),
      from: request.from,
      seed: request.seed,
    },
    tell,
  );
  const { digest: candleDigest, suspect, warmUp } = candleFacts(candles, request.from);
  const rows = candles.ts.length;
  return {
    instrument: {
      ...{ instrument: instrument.id, costBps: instrument.costBps, candles: rows, warmUp, suspect, candleDigest },
      first: candles.ts[0] ?? 0,
      last: candles.ts[rows - 1] ?? 0,
      signals: outcome.trades.length,
      digest: outcome.digest,
    },
    lookAhead: outcome.lookAhead,
    repaint: outcome.repaint,
    pack: packTrades(outcome.trades, request),
  };
}

/** All trades in the order of decision, in parts for the store, and what is said of them. */
export function measure({ packs, words, from, to }: MeasureErrand): MeasureAnswer {
  const trades = packs.flatMap((pack) => unpackTrades(pack, words));
  trades.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const parts: TradePart[] = [];
  for (let at = 0; at < trades.length; at += PART) {
    const part = trades.slice(at, at + PART);
    parts.push({ n: part.length, published: part.filter(({ published }) => published).length, bytes: packTrades(part, words) });
  }
  const period = { from, to };
  return {
    published: viewOf(
      trades.filter(({ published }) => published),
      period,
    ),
    every: viewOf(trades, period),
    parts,
  };
}
