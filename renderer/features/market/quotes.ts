import { useSyncExternalStore } from 'react';
import { create } from 'zustand';
import type { Quote } from '../../../shared/features/market/contract';
import { client } from '../../app/client';
import { useStream } from '../../app/useStream';

/** Latest quotes by instrument. Rows subscribe one by one, so that a tick redraws one row and not the list. */
const useQuotes = create<Readonly<Record<string, Quote>>>(() => ({}));

/** Events a second while somebody looks, and while nobody does. */
const SEEN_HZ = 60;
const HIDDEN_HZ = 4;

export function useQuote(instrument: string): Quote | null {
  return useQuotes((quotes) => quotes[instrument] ?? null);
}

/** Follows the quotes of these instruments. */
export function useQuoteStream(instruments: readonly string[]): void {
  const hz = useSeen() ? SEEN_HZ : HIDDEN_HZ;
  const ids = [...instruments];
  useStream(
    `${hz}:${ids.join()}`,
    ids.length === 0 ? null : (options) => client.market.quotes({ instruments: ids, hz }, options),
    (event) => useQuotes.setState(Object.fromEntries(event.quotes.map((quote) => [quote.instrument, quote]))),
  );
}

/** Whether the window is in sight. */
export function useSeen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener('visibilitychange', listener);
      return () => document.removeEventListener('visibilitychange', listener);
    },
    () => document.visibilityState === 'visible',
  );
}
