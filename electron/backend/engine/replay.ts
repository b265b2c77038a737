import type { Timeframe } from '../../../shared/base/time';
import { timeframeMs } from '../../../shared/base/time';
import type { Instrument } from '../../../shared/features/market/instrument';
import type { CandleLine, GapLine, OutcomeLine, SignalLine, SummaryLine } from '../../../shared/features/signals/lines';
import { type ClosedSignal, isWin, rateOf } from '../../../shared/features/signals/rates';
import type { RuleSet } from '../../../shared/features/signals/ruleSet';
import type { Decision, Outcome } from '../../../shared/features/signals/signal';
import type { Strategy } from '../../../shared/features/signals/strategies/strategy';
import { sha256Hex, sha256Running } from '../kit/hash';
import { createKernel } from './kernel';
import type { AnnouncementIndex, EngineSignal, KernelListener } from './port';
import { CHUNK } from './series';
import type { Tape } from './tape/tape';

export type ReplayLine = GapLine | SignalLine | OutcomeLine | SummaryLine | CandleLine;

export interface ReplayOptions {
  readonly tape: Tape;
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly ruleSet: RuleSet;
  readonly calendar: AnnouncementIndex | null;
  readonly strategies: readonly Strategy[];
  /** Also tell the outcomes of quarantined signals. */
  readonly shadow: boolean;
  /** Takes every line in order, with the exact text that an NDJSON output has for it (without its line feed). */
  readonly write: (line: ReplayLine, text: string) => void;
}

/** The summary without the one figure that is a measurement. */
export type ReplaySummary = Omit<SummaryLine, 'candlesPerSecond'>;

/** A file's source: the first row names the tape, so that a longer or shorter copy of it has the same signals. */
export function tapeSource(instrument: string, tape: Tape): string {
  return `file:${sha256Hex(`${instrument}\n${tape.firstRow}`).slice(0, 16)}`;
}

/** Runs a whole tape through the kernel, telling gaps, signals and outcomes in the order of time. Returns the summary. */
export function replay(options: ReplayOptions): ReplaySummary {
  const { tape, instrument, timeframe } = options;
  const teller = new Teller(options);
  const kernel = createKernel({
    instrument,
    baseStep: timeframeMs(tape.baseTimeframe),
    timeframes: [timeframe],
    source: tapeSource(instrument.id, tape),
    ruleSet: options.ruleSet,
    calendar: options.calendar,
    strategies: options.strategies,
    listener: teller,
    sha256: sha256Hex,
  });
  const rows = tape.candles.ts.length - tape.unfinished;
  for (let from = 0; from < rows; from += CHUNK) kernel.push(tape.candles, from, Math.min(from + CHUNK, rows));
  return teller.end();
}

class Teller implements KernelListener {
  private readonly hash = sha256Running();
  private readonly closed: ClosedSignal[] = [];
  private signals = 0;
  private validated = 0;
  private gapsTold = 0;

  constructor(private readonly options: ReplayOptions) {}

  signal({ decision }: EngineSignal): void {
    this.tellGaps(decision.at);
    this.signals += 1;
    if (decision.status === 'validated') this.validated += 1;
    this.tell(signalLine(decision));
  }

  outcome(outcome: Outcome, { decision }: EngineSignal): void {
    const validated = decision.status === 'validated';
    if (validated && outcome.final) this.closed.push({ result: outcome.result, noEdge: decision.noEdge, r: outcome.r });
    if (!validated && !this.options.shadow) return;
    this.tellGaps(outcome.at);
    this.tell(outcomeLine(outcome));
  }

  /** Gaps that began until then come first. */
  private tellGaps(until: number): void {
    const { tape, instrument, write } = this.options;
    for (let gap = tape.gaps[this.gapsTold]; gap !== undefined && gap.from <= until; gap = tape.gaps[this.gapsTold]) {
      const line: GapLine = { type: 'gap', instrument: instrument.id, timeframe: tape.baseTimeframe, ...gap };
      write(line, JSON.stringify(line));
      this.gapsTold += 1;
    }
  }

  private tell(line: SignalLine | OutcomeLine): void {
    const text = JSON.stringify(line);
    this.hash.update(`${text}\n`);
    this.options.write(line, text);
  }

  end(): ReplaySummary {
    this.tellGaps(Number.POSITIVE_INFINITY);
    const { tape } = this.options;
    const rate = rateOf(this.closed);
    return {
      type: 'summary',
      candles: tape.rows,
      gaps: tape.gaps.length,
      signals: this.signals,
      validated: this.validated,
      quarantined: this.signals - this.validated,
      closed: this.closed.length,
      open: this.validated - this.closed.length,
      wins: rate.wins,
      losses: this.closed.filter((one) => !isWin(one.result)).length,
      winRate: rate.rate,
      winRateLow: rate.low,
      winRateHigh: rate.high,
      noEdgeRate: rate.noEdge,
      edgeLow: rate.edgeLow,
      edgeHigh: rate.edgeHigh,
      expectancyR: rate.expectancyR,
      digest: this.hash.digest(),
    };
  }
}

/** The fields of a decision in the promised order. */
export function signalLine(decision: Decision): SignalLine {
  const { id, at, instrument, timeframe, direction, entry, tp1, tp2, sl, confidence, noEdge } = decision;
  const { status, checks, expiresAt, strategy, ruleSet, source } = decision;
  return {
    type: 'signal',
    id,
    at,
    instrument,
    timeframe,
    direction,
    entry,
    tp1,
    tp2,
    sl,
    confidence,
    noEdge,
    status,
    checks,
    expiresAt,
    strategy,
    ruleSet,
    source,
  };
}

/** The fields of an outcome in the promised order. */
export function outcomeLine({ id, at, result, final, r, rGross }: Outcome): OutcomeLine {
  return { type: 'outcome', id, at, result, final, r, rGross };
}
