import { type Timeframe, timeframeMs } from '../../../../shared/base/time';
import type { DataSource, Instrument } from '../../../../shared/features/market/instrument';
import { ruleSetFor } from '../../../../shared/features/signals/ruleSet';
import type { Hold } from '../../../../shared/features/signals/signal';
import type { Strategy } from '../../../../shared/features/signals/strategies/strategy';
import { createKernel } from '../../engine/kernel';
import type { AnnouncementIndex, CandidateScorer, EngineSignal, Kernel } from '../../engine/port';
import { sha256Hex } from '../../kit/hash';
import type { KernelEvent } from './record';

/** Live candles come one by one: a kernel needs no room for the thousands of a replay, and there is one for each instrument. */
const KERNEL_CHUNK = 250;

/** One instrument's place at the desk. */
export interface Seat {
  readonly instrument: Instrument;
  kernel: Kernel;
  readonly events: KernelEvent[];
  /** False until the kernel has caught up with what is stored; candles that come meanwhile are read from there. */
  ready: boolean;
  /** Decisions up to this time are not put on record: they are history, or were decided by other rules. */
  recordFrom: number;
  /** What is open must take over its standing from the record: the kernel was not restored but built anew. */
  afresh: boolean;
  /** What the kernel that was replaced had seen last: from there on this one's decisions count. */
  afreshAt: number;
  sinceCheckpoint: number;
  /** An act changed the kernel in a transaction of which it is not known yet that it was committed. */
  uncommitted: boolean;
}

/** What a kernel is made of. */
export interface SeatOptions {
  readonly source: DataSource;
  readonly baseTimeframe: Timeframe;
  /** Timeframes that are evaluated; those shorter than the base candles are left out. */
  readonly timeframes: readonly Timeframe[];
  readonly strategies: readonly Strategy[];
  /** The calendar of the moment; null while there is none. */
  readonly calendar: () => AnnouncementIndex | null;
  /** The model in force; null while there is none. */
  readonly scorer: () => CandidateScorer | null;
  /** Asked about every validated signal before it is on record: whatever is held waits in quarantine, unpublished. */
  readonly hold: (signal: EngineSignal) => Hold | null;
}

export function createSeat(options: SeatOptions, instrument: Instrument): Seat {
  const fresh = { ready: false, afresh: false, afreshAt: -1, recordFrom: 0, sinceCheckpoint: 0, uncommitted: false };
  const seat = { instrument, events: [], ...fresh } as Omit<Seat, 'kernel'>;
  return Object.assign(seat, { kernel: createSeatKernel(options, seat) });
}

/** An empty kernel that writes what it says into the seat's events. */
export function createSeatKernel(options: SeatOptions, seat: Omit<Seat, 'kernel'>): Kernel {
  const { baseTimeframe, timeframes, source, calendar, scorer, hold, strategies } = options;
  const { instrument, events } = seat;
  const baseStep = timeframeMs(baseTimeframe);
  const kernel: Kernel = createKernel({
    instrument,
    baseStep,
    timeframes: timeframes.filter((timeframe) => timeframeMs(timeframe) >= baseStep),
    source,
    ruleSet: ruleSetFor(instrument),
    // The kernel asks anew at every decision, and so follows an import.
    get calendar() {
      return calendar();
    },
    get scorer() {
      return scorer();
    },
    strategies,
    sha256: sha256Hex,
    chunk: KERNEL_CHUNK,
    listener: {
      signal: (signal) => {
        if (signal.decision.at > seat.recordFrom) {
          const held = signal.decision.status === 'validated' ? hold(signal) : null;
          if (held !== null) kernel.reject(signal.decision.id);
          events.push({ kind: 'signal', signal, hold: held });
        }
        // Decided on history from before the first run: it counts in the kernel's record, but nobody ever published it.
        else kernel.reject(signal.decision.id);
      },
      outcome: (outcome, signal) => {
        if (outcome.at > seat.recordFrom) events.push({ kind: 'outcome', outcome, signal });
      },
    },
  });
  return kernel;
}
