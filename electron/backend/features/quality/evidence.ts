import { isTimeframe, type Timeframe, timeframeMs } from '../../../../shared/base/time';
import { QUALITY_CODE } from '../../../../shared/features/market/candle';
import type { Announcement } from '../../../../shared/features/market/contract';
import { higherTimeframe } from '../../../../shared/features/market/higher';
import type { Instrument } from '../../../../shared/features/market/instrument';
import { appendBars, type BarColumns, joinBars, NO_BARS } from '../../../../shared/features/quality/bars';
import {
  AVERAGE_BARS,
  BARS_BEFORE,
  type LoserCase,
  NEWS_MS,
  RANGE_BARS,
  SLOPE_BARS,
} from '../../../../shared/features/quality/causes';
import { atr } from '../../../../shared/features/signals/indicators/atr/atr';
import { ema } from '../../../../shared/features/signals/indicators/ema/ema';
import type { Indicator } from '../../../../shared/features/signals/indicators/indicator';
import { nextTurn } from '../../kit/turn';
import type { SeriesReader } from '../../store/series';

export interface EvidenceOptions {
  readonly source: string;
  readonly baseTimeframe: Timeframe;
  readonly instruments: readonly Instrument[];
  readonly series: SeriesReader;
  readonly announcements: (from: number, to: number) => readonly Announcement[];
}

export interface LoserSignal {
  readonly id: string;
  readonly at: number;
  readonly closedAt: number;
  readonly expiresAt: number;
  readonly instrument: string;
  readonly timeframe: string;
  readonly direction: string;
  readonly entry: number;
  readonly sl: number;
  readonly tp1: number;
}

/** Stored bars read before other work gets its turn. */
const PIECE = 2000;
const GAPS = 500;

/** All that the causes of a loser are computed from, out of stored candles, gaps and the calendar, in pieces. */
export async function evidenceOf(options: EvidenceOptions, signal: LoserSignal): Promise<LoserCase> {
  const { at, closedAt, expiresAt, entry, sl, tp1, instrument } = signal;
  const timeframe: Timeframe = isTimeframe(signal.timeframe) ? signal.timeframe : options.baseTimeframe;
  const above = higherTimeframe(timeframe);
  const own = ownOf(await barsBefore(options, instrument, timeframe, at));
  const higher = above === null ? null : higherOf(await barsBefore(options, instrument, above, at));
  const life = await read(options, instrument, at, expiresAt);
  return {
    ...{ at, closedAt, expiresAt, entry, sl, tp1, own, higher },
    side: signal.direction === 'long' ? 1 : -1,
    announcements: announcementsFor(options, instrument, at, closedAt),
    missing: missingIn(options, instrument, at, closedAt),
    suspect: life.suspect(closedAt),
    after: life.bars,
  };
}

function ownOf(bars: BarColumns): LoserCase['own'] {
  const last = (values: Float64Array) => values.at(-1) ?? Number.NaN;
  return {
    open: last(bars.open),
    average: last(valuesOf(ema({ period: AVERAGE_BARS }), bars)),
    range: last(valuesOf(atr({ period: RANGE_BARS }), bars)),
  };
}

function higherOf(bars: BarColumns): LoserCase['higher'] {
  const average = valuesOf(ema({ period: AVERAGE_BARS }), bars);
  const [close, now, before] = [bars.close.at(-1), average.at(-1), average.at(-1 - SLOPE_BARS)];
  return close === undefined || now === undefined || before === undefined ? null : { close, average: now, before };
}

/** An indicator's first output over all bars. */
function valuesOf(indicator: Indicator, bars: BarColumns): Float64Array {
  const state = new Float64Array(indicator.stateSize);
  const out = indicator.outputs.map(() => new Float64Array(bars.ts.length));
  indicator.reset(state, 0);
  indicator.run(state, 0, bars, 0, bars.ts.length, out);
  return out[0] ?? new Float64Array(0);
}

/** The last bars of a timeframe that had closed at `at`. */
async function barsBefore(options: EvidenceOptions, instrument: string, timeframe: Timeframe, at: number): Promise<BarColumns> {
  const length = timeframeMs(timeframe);
  const to = Math.floor(at / length) * length;
  const step = Math.max(1, Math.floor((PIECE * timeframeMs(options.baseTimeframe)) / length)) * length;
  let bars = NO_BARS;
  for (let from = to - BARS_BEFORE * length; from < to; from += step) {
    const range = { from, to: Math.min(to, from + step) };
    bars = appendBars(
      bars,
      joinBars(options.series.readCandles(options.source, instrument, options.baseTimeframe, range), length),
    );
    await nextTurn();
  }
  return bars;
}

async function read(options: EvidenceOptions, instrument: string, from: number, to: number) {
  const { series, source, baseTimeframe } = options;
  const step = PIECE * timeframeMs(baseTimeframe);
  let bars = NO_BARS;
  const suspects: number[] = [];
  for (let start = from; start < to; start += step) {
    const columns = series.readCandles(source, instrument, baseTimeframe, { from: start, to: Math.min(to, start + step) });
    bars = appendBars(bars, columns);
    columns.quality.forEach((quality, i) => {
      if (quality === QUALITY_CODE.suspect) suspects.push(columns.ts[i] ?? start);
    });
    await nextTurn();
  }
  return { bars, suspect: (before: number) => suspects.filter((ts) => ts < before).length };
}

function missingIn({ series, source }: EvidenceOptions, instrument: string, from: number, to: number): number {
  const gaps = series.readGaps({ source, instrument, limit: GAPS });
  return gaps.reduce((sum, gap) => {
    const overlap = Math.min(gap.to, to) - Math.max(gap.from, from);
    return overlap <= 0 ? sum : sum + Math.max(1, Math.round(overlap / timeframeMs(gap.timeframe)));
  }, 0);
}

function announcementsFor(options: EvidenceOptions, id: string, at: number, closedAt: number): number[] {
  const currencies = options.instruments.find((one) => one.id === id)?.currencies ?? [];
  return options
    .announcements(at - NEWS_MS, closedAt + NEWS_MS + 1)
    .filter(({ impact, currency }) => impact === 'high' && (currency === 'ALL' || currencies.includes(currency)))
    .map((one) => one.at);
}
