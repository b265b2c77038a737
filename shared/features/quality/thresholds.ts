import { z } from 'zod';
import type { ResultName } from '../signals/signal';
import { STOPS } from './figures';

/** An alarm on a measure that is taken at each close: when it was last looked at and since when it has been up, market time. */
export const alarmState = z.object({ at: z.int(), since: z.int().nullable() });
export type AlarmState = z.infer<typeof alarmState>;
export const QUIET: AlarmState = { at: 0, since: null };

export interface Look {
  readonly at: number;
  readonly bad: boolean;
}

export interface AlarmStep {
  readonly state: AlarmState;
  readonly fired: boolean;
  /** What had been up is over. */
  readonly cleared: boolean;
}

/**
 * Up once where the measure goes bad. Armed again when it is good, or, where a window is given, when a whole window lies
 * between: then nothing that fired it last is in the figure any more, and it fires anew if it is still bad.
 */
export function stepAlarm(state: AlarmState, look: Look, windowMs: number | null = null): AlarmStep {
  const at = Math.max(state.at, look.at);
  const renewed = state.since !== null && windowMs !== null && at >= state.since + windowMs;
  const cleared = state.since !== null && (!look.bad || renewed);
  const since = cleared ? null : state.since;
  const fired = since === null && look.bad;
  return { state: { at, since: fired ? at : since }, fired, cleared };
}

/** Stops in a row on one instrument, oldest first; empty again once they have paused it. */
export const stopsState = z.object({ stops: z.array(z.string()) });
export type StopsState = z.infer<typeof stopsState>;
export const NO_STOPS: StopsState = { stops: [] };

export interface StopsStep {
  readonly state: StopsState;
  /** The stops that pause the instrument; null where nothing does. */
  readonly fired: readonly string[] | null;
}

/**
 * One more published signal of the instrument has closed. A stop is SL without TP1; a cancelled signal says nothing; anything
 * else ends the row. While the instrument is paused nothing is counted: who lifts the pause starts from none.
 */
export function stepStops(state: StopsState, close: { id: string; result: ResultName }, paused: boolean): StopsStep {
  if (paused) return { state: NO_STOPS, fired: null };
  if (close.result === 'CANCELLED') return { state, fired: null };
  if (close.result !== 'SL') return { state: NO_STOPS, fired: null };
  const stops = [...state.stops, close.id];
  return stops.length < STOPS ? { state: { stops }, fired: null } : { state: NO_STOPS, fired: stops };
}
