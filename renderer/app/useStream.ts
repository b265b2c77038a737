import { useEffect, useEffectEvent } from 'react';
import { create } from 'zustand';
import { useConnectionState } from './client';
import { useGate } from './gate/gateState';

/** Streams that broke although the link stands, until they deliver again; the status bar says so. */
export const useBrokenStreams = create<{ readonly keys: ReadonlySet<string> }>(() => ({ keys: new Set() }));

function mark(key: string, broken: boolean): void {
  const { keys } = useBrokenStreams.getState();
  if (keys.has(key) === broken) return;
  const next = new Set(keys);
  if (broken) next.add(key);
  else next.delete(key);
  useBrokenStreams.setState({ keys: next });
}

type Open<Event> = (options: { signal: AbortSignal }) => Promise<AsyncIterable<Event>>;

/** Wait before a stream that ended while the link stands is opened again. */
const REOPEN_MS = 1_000;

/**
 * Follows one stream of the contract for as long as the component lives and `key` stays the same; opens it again after a
 * reconnect. `open` null follows nothing. Events of a stream that was given up are dropped.
 *
 * `useStream(ids.join(), (options) => client.market.quotes({ instruments: ids, hz: 10 }, options), (event) => …)`
 */
export function useStream<Event>(key: string, open: Open<Event> | null, onEvent: (event: Event) => void): void {
  const signedIn = useGate((state) => state.open);
  useOpenStream(key, signedIn ? open : null, onEvent);
}

/** As `useStream`, before signing in and under the lock too. */
export function useOpenStream<Event>(key: string, open: Open<Event> | null, onEvent: (event: Event) => void): void {
  const connected = useConnectionState() === 'connected';
  const handle = useEffectEvent(onEvent);
  const start = useEffectEvent((options: { signal: AbortSignal }) => (open === null ? null : open(options)));
  const follows = open !== null;

  useEffect(() => {
    if (!connected || !follows) return;
    const giveUp = new AbortController();
    void follow(key, giveUp.signal, start, handle);
    return () => {
      giveUp.abort();
      mark(key, false);
    };
  }, [connected, follows, key]);
}

async function follow<Event>(
  key: string,
  signal: AbortSignal,
  start: (options: { signal: AbortSignal }) => Promise<AsyncIterable<Event>> | null,
  handle: (event: Event) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const events = await start({ signal });
      if (events === null) return;
      mark(key, false);
      for await (const event of events) {
        if (signal.aborted) return;
        handle(event);
      }
    } catch {
      // Being given up throws inside the iterator under varying names; anything else is tried again, as the link may be on its way out.
      if (signal.aborted) return;
      mark(key, true);
    }
    await new Promise((resolve) => setTimeout(resolve, REOPEN_MS));
  }
}
