import { seeded } from '../../../../shared/base/seeded';
import { DAY, type Timeframe, timeframeMs } from '../../../../shared/base/time';
import type { Instrument } from '../../../../shared/features/market/instrument';
import type { PublicFigures, ReportFigures } from '../../../../shared/features/reports/figures';
import { type ClosedTrade, categoriesOf, measuresOf, outliersOf } from '../../../../shared/features/reports/measures';
import { monthSpan, moveMonth } from '../../../../shared/features/reports/months';
import { type Candles, emptyMonths, enterAtRandom, randomResult } from '../../../../shared/features/reports/randomEntry';
import { recommend } from '../../../../shared/features/reports/recommend';
import { sha256Hex } from '../../kit/hash';
import { nextTurn } from '../../kit/turn';
import type { SeriesReader } from '../../store/series';
import type { Reader } from '../../store/types';
import { closedTrades, openAtEnd, reviewsIn, type Span } from './record';

export interface ComputeOptions {
  readonly source: string;
  readonly instruments: readonly Instrument[];
  readonly baseTimeframe: Timeframe;
  readonly read: Reader;
  readonly series: SeriesReader;
  readonly nameOf: (id: string) => string;
}

/** Random months of each comparison. */
const DRAWS = 200;
/** Random entries led between two turns of the loop. */
const AT_ONCE = 10;
const COLUMNS = ['ts', 'open', 'high', 'low', 'close'] as const;

/** Everything a report of the month says, computed from the record and the stored candles, in pieces. `now` ends a month under way. */
export async function computeReport(options: ComputeOptions, month: string, now: number): Promise<ReportFigures> {
  const { read, source } = options;
  const whole = monthSpan(month);
  const span = { from: whole.from, to: Math.min(whole.to, Math.max(now, whole.from)) };
  const classOf = (id: string) => options.instruments.find((one) => one.id === id)?.class ?? '–';
  const all = closedTrades(read, source, span, classOf);
  const trades = all.filter(({ result }) => result !== 'CANCELLED');
  const before = measuresOf(closedTrades(read, source, monthSpan(moveMonth(month, -1)), classOf));
  await nextTurn();
  const known = {
    source,
    month,
    from: span.from,
    to: span.to,
    partial: now < whole.to,
    totals: measuresOf(trades),
    cancelled: all.length - trades.length,
    open: openAtEnd(read, source, span),
    categories: categoriesOf(trades),
    benchmarks: { ...(await compared(options, trades, span, month)), previous: before.n === 0 ? null : before },
    outliers: outliersOf(trades),
  };
  return {
    public: { ...known, recommendations: recommend(known) },
    internal: reviewsIn(read, source, month, options.nameOf),
  };
}

/** Holding and chance, one instrument's candles in memory at a time. */
async function compared(options: ComputeOptions, trades: readonly ClosedTrade[], span: Span, month: string) {
  const seed = sha256Hex(`${options.source}|${month}`);
  const chance = seeded(seed);
  const months = emptyMonths(DRAWS);
  const buyAndHold: PublicFigures['benchmarks']['buyAndHold'] = [];
  for (const id of [...new Set(trades.map(({ instrument }) => instrument))].sort()) {
    const candles = await readMonth(options, id, span);
    const [first, last] = [candles.open[0], candles.close.at(-1)];
    buyAndHold.push({ instrument: id, change: first === undefined || last === undefined ? null : last / first - 1 });
    const costBps = options.instruments.find((one) => one.id === id)?.costBps ?? 0;
    const stepMs = timeframeMs(options.baseTimeframe);
    for (const trade of trades.filter(({ instrument }) => instrument === id))
      await entered(months, trade, candles, chance, { costBps, stepMs });
  }
  const random = randomResult(months);
  return { buyAndHold, random: random === null ? null : { seed, ...random } };
}

/** One signal at random times, a few at a time: the loop is never held for longer than these take. */
async function entered(
  months: ReturnType<typeof emptyMonths>,
  trade: ClosedTrade,
  candles: Candles,
  chance: ReturnType<typeof seeded>,
  options: { readonly costBps: number; readonly stepMs: number },
): Promise<void> {
  let fits = true;
  for (let from = 0; fits && from < months.sums.length; from += AT_ONCE) {
    const piece = { sums: months.sums.subarray(from, from + AT_ONCE), n: 0, ours: 0 };
    fits = enterAtRandom(piece, trade, candles, chance, options);
    await nextTurn();
  }
  if (!fits) return;
  months.n += 1;
  months.ours += trade.r;
}

/** The month's base candles, read day by day with other work in between. */
async function readMonth(
  { series, source, baseTimeframe }: ComputeOptions,
  instrument: string,
  { from, to }: Span,
): Promise<Candles> {
  const days: Candles[] = [];
  for (let at = from; at < to; at += DAY) {
    days.push(series.readCandles(source, instrument, baseTimeframe, { from: at, to: Math.min(to, at + DAY) }));
    await nextTurn();
  }
  return Object.fromEntries(COLUMNS.map((name) => [name, joined(days.map((day) => day[name]))])) as Record<
    (typeof COLUMNS)[number],
    Float64Array
  >;
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
