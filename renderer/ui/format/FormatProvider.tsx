import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import type { FormatRules } from './format';

const FormatContext = createContext<FormatRules>({ locale: 'fr-FR', timeZone: 'Europe/Paris' });

export function FormatProvider({ locale, timeZone, children }: FormatRules & { children: ReactNode }) {
  const rules = useMemo(() => ({ locale, timeZone }), [locale, timeZone]);
  return <FormatContext value={rules}>{children}</FormatContext>;
}

/** The operator's locale and zone, as the functions of `format.ts` take them. */
export function useFormat(): FormatRules {
  return useContext(FormatContext);
}

const tickers = new Set<() => void>();
let timer: number | null = null;
let current = Date.now();

function subscribe(listener: () => void): () => void {
  tickers.add(listener);
  timer ??= window.setInterval(() => {
    current = Date.now();
    for (const tick of tickers) tick();
  }, 1_000);
  return () => {
    tickers.delete(listener);
    if (tickers.size > 0 || timer === null) return;
    window.clearInterval(timer);
    timer = null;
  };
}

/** The time, renewed each second; one timer serves every age on screen. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => current);
}
