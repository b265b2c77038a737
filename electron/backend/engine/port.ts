import type { Timeframe } from '../../../shared/base/time';
import type { Instrument } from '../../../shared/features/market/instrument';
import type { Decision, DecisionInputs, Direction, ModelScore, Outcome, Reason } from '../../../shared/features/signals/signal';

/** Closed base candles (1m when live; the file's own step in a replay), oldest first. `bid`/`ask` are NaN where unknown. */
export interface BaseCandles {
  readonly ts: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  /** `QUALITY_CODE` values. */
  readonly quality: Float64Array;
  readonly bid: Float64Array;
  readonly ask: Float64Array;
}

/** A decision with all that a proof or a screen needs beside it. */
export interface EngineSignal {
  readonly decision: Decision;
  readonly inputs: DecisionInputs;
  readonly reasons: readonly Reason[];
  /** Values of the feature set at the decision, in its declared order, each a finite number; what a model is asked about. */
  readonly features: readonly number[];
}

/** A candidate as a model sees it, before anything is decided. */
export interface Candidate {
  readonly id: string;
  readonly instrument: string;
  readonly timeframe: Timeframe;
  readonly strategy: string;
  readonly direction: Direction;
  readonly at: number;
  readonly features: readonly number[];
}

/** Gives a candidate its confidence; null where no model is in force, and the measured hit rate stands in. */
export interface CandidateScorer {
  score(candidate: Candidate): ModelScore | null;
}

/** Announcements as the kernel asks for them. */
export interface AnnouncementIndex {
  readonly version: string;
  /** Minutes to the nearest high-impact announcement for these currencies, absolute; null when there is none in the calendar. */
  minutesToNearest(currencies: readonly string[], at: number): number | null;
  /** False where the calendar has nothing to say about that time (before its first or after its last entry). */
  covers(at: number): boolean;
}

/** What the kernel tells, in event order, synchronously. */
export interface KernelListener {
  signal(signal: EngineSignal): void;
  outcome(outcome: Outcome, signal: EngineSignal): void;
}

/**
 * The market kernel of ONE instrument: candles in, decisions and outcomes out. Instruments share nothing, so the order in
 * which several of them are fed never changes a decision.
 */
export interface Kernel {
  readonly instrument: Instrument;
  readonly timeframes: readonly Timeframe[];
  /** Open time of the last base candle seen; -1 before the first. */
  readonly lastTs: number;
  /** Feeds closed base candles `from ≤ i < to`; one at a time or in chunks, with the same result. Throws on a candle that is not after `lastTs`. */
  push(candles: BaseCandles, from: number, to: number): void;
  /** A person's act, in effect from the next candle on. Unknown or closed ids are ignored: the caller has refused them. */
  release(id: string): void;
  reject(id: string): void;
  /** Ends an open signal at the last close; tells the listener the CANCELLED outcome. */
  cancel(id: string): void;
  /** The whole state as bytes, to be committed with the signals; `restore` continues exactly where it was taken. */
  snapshot(): Uint8Array;
  restore(snapshot: Uint8Array): void;
  /** Signals that are not closed, published and shadow. */
  open(): readonly EngineSignal[];
}
