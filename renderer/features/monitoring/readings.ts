import type { Health, RefereeReading } from '../../../shared/features/monitoring/contract';

type Connection = Health['connections'][number];
type InstrumentFeed = Health['instruments'][number];

export type Tone = 'good' | 'neutral' | 'warning' | 'danger';

/** The backend's loop may not be held longer than this (DESIGN: 20 ms). */
export const LOOP_LIMIT_MS = 20;
/** Clock offsets above this are shown as a fault. */
export const OFFSET_SHOWN_MS = 2_000;
/** A reading older than this is called frozen: the stream gives one a second. */
const FROZEN_AFTER_MS = 10_000;

const HEADLINE: Readonly<Record<Health['state'], Tone>> = {
  live: 'good',
  degraded: 'warning',
  offline: 'danger',
  simulation: 'warning',
  replay: 'neutral',
};
export const headlineTone = (state: Health['state']): Tone => HEADLINE[state];

const CONNECTION: Readonly<Record<Connection['state'], Tone>> = {
  connecting: 'neutral',
  live: 'good',
  stale: 'danger',
  waiting: 'warning',
  closed: 'danger',
};
export const connectionTone = (state: Connection['state']): Tone => CONNECTION[state];

/** What the row of an instrument says of itself, the worst first. */
export function instrumentState(feed: InstrumentFeed): { readonly word: 'never' | 'stale' | 'ok'; readonly tone: Tone } {
  if (feed.lastTradeAt === null) return { word: 'never', tone: 'neutral' };
  return feed.stale ? { word: 'stale', tone: 'danger' } : { word: 'ok', tone: 'good' };
}

/** What a second venue says of an instrument. Absent is no fault: nothing is held for it. */
export function refereeState(
  reading: RefereeReading,
  limitBps: number,
): { readonly word: 'absent' | 'diverging' | 'apart' | 'agrees'; readonly tone: Tone } {
  if (reading.diverging) return { word: 'diverging', tone: 'danger' };
  if (reading.bps === null) return { word: 'absent', tone: 'neutral' };
  return limitBps > 0 && reading.bps > limitBps ? { word: 'apart', tone: 'warning' } : { word: 'agrees', tone: 'good' };
}

/** The widest difference first; those without one keep their order behind. */
export function widestFirst(readings: readonly RefereeReading[]): readonly RefereeReading[] {
  return [...readings].sort((a, b) => (b.bps ?? -1) - (a.bps ?? -1));
}

/** Instruments that need a look come first; the rest keep their order. */
export function worstFirst(feeds: readonly InstrumentFeed[]): readonly InstrumentFeed[] {
  const trouble = (feed: InstrumentFeed) =>
    Number(feed.stale) * 4 + Number(feed.crossed) * 2 + Number(feed.gapsOpen + feed.suspectCandles > 0);
  return feeds
    .map((feed, index) => ({ feed, index }))
    .sort((a, b) => trouble(b.feed) - trouble(a.feed) || a.index - b.index)
    .map(({ feed }) => feed);
}

/** Whole seconds until a waiting connection tries again; 0 when it is due. */
export function retrySeconds(retryAt: number, now: number): number {
  return Math.max(0, Math.ceil((retryAt - now) / 1000));
}

/** True when the last reading, taken at `arrivedAt` by this window's clock, says nothing about the present any more. */
export function isFrozen(arrivedAt: number, now: number): boolean {
  return now - arrivedAt > FROZEN_AFTER_MS;
}

/** The connection that the reconnect key means: the worst one that is not live. */
export function firstBroken(connections: readonly Connection[]): Connection | undefined {
  const order: readonly Connection['state'][] = ['closed', 'stale', 'waiting', 'connecting'];
  for (const state of order) {
    const found = connections.find((connection) => connection.state === state);
    if (found !== undefined) return found;
  }
  return undefined;
}
