import { type ELDHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock, Timer } from './clock';

/** Delay of the event loop beyond its timer, milliseconds, over about the last minute. */
export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface LoopDelayMonitor {
  /** Starts to measure: what happened before, while nobody was served, holds nobody up. */
  begin(): void;
  /** All zero before it began. */
  read(): LoopDelay;
  stop(): void;
}

const RESOLUTION_MS = 10;
const WINDOW_MS = 30_000;

/**
 * Two histograms that start half a window apart: the older one always holds between 30 and 60 seconds,
 * so that a spike is shown for long enough to be seen and forgotten after a minute.
 */
export function monitorLoopDelay(clock: Clock): LoopDelayMonitor {
  let older = histogram();
  let younger = histogram();
  let turn: Timer | null = null;
  return {
    begin() {
      older.enable();
      younger.enable();
      turn ??= clock.setInterval(() => {
        older.disable();
        older = younger;
        younger = histogram();
        younger.enable();
      }, WINDOW_MS);
    },
    read: () => ({ p50: beyond(older.percentile(50)), p99: beyond(older.percentile(99)), max: beyond(older.max) }),
    stop() {
      turn?.cancel();
      older.disable();
      younger.disable();
    },
  };
}

function histogram(): ELDHistogram {
  return monitorEventLoopDelay({ resolution: RESOLUTION_MS });
}

/** Node counts the timer's own interval in, in nanoseconds; an empty histogram gives 0 or a huge sentinel. */
function beyond(nanoseconds: number): number {
  const ms = nanoseconds / 1e6 - RESOLUTION_MS;
  return Number.isFinite(ms) && ms > 0 && ms < 3_600_000 ? Math.round(ms * 100) / 100 : 0;
}
