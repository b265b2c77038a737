import { useEffect, useEffectEvent } from 'react';
import { useConnectionState } from './client';

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
  const connected = useConnectionState() === 'connected';
  const handle = useEffectEvent(onEvent);
  const start = useEffectEvent((options: { signal: AbortSignal }) => (open === null ? null : open(options)));
  const follows = open !== null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` names what is followed; a new one opens a new stream.
  useEffect(() => {
    if (!connected || !follows) return;
    const giveUp = new AbortController();
    void follow(giveUp.signal, start, handle);
    return () => giveUp.abort();
  }, [connected, follows, key]);
}

async function follow<Event>(
  signal: AbortSignal,
  start: (options: { signal: AbortSignal }) => Promise<AsyncIterable<Event>> | null,
  handle: (event: Event) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const events = await start({ signal });
      if (events === null) return;
      for await (const event of events) {
        if (signal.aborted) return;
        handle(event);
      }
    } catch (error) {
      // Being given up throws inside the iterator under varying names; anything else is tried again, as the link may be on its way out.
      if (signal.aborted) return;
      reportStreamFault(error);
    }
    await new Promise((resolve) => setTimeout(resolve, REOPEN_MS));
  }
}

const faults = new Set<(error: unknown) => void>();

/** Hears why streams broke, for the status bar and for tests. */
export function onStreamFault(listener: (error: unknown) => void): () => void {
  faults.add(listener);
  return () => faults.delete(listener);
}

function reportStreamFault(error: unknown): void {
  for (const listener of faults) listener(error);
}
