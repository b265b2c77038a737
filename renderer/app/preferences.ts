import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { create } from 'zustand';
import type { Settings } from '../../shared/features/settings/contract';
import { client, orpc, queryClient } from './client';
import { useHello } from './frame/hello';
import { useGate } from './gate/gateState';
import type { Language } from './i18n';
import type { Scheme } from './theme';

const STORED = 'sirrius.preferences';

/** Mirrors the contract's defaults, for the first paint of a first start. */
const DEFAULTS: Settings = {
  language: 'fr',
  theme: 'system',
  density: 'compact',
  colourBlind: false,
  timeZone: 'Europe/Paris',
  nativeNotifications: true,
  notifyQuarantine: true,
  notifyOutcomes: true,
  shortcuts: {},
  signalTimeframes: ['5m', '15m', '1h'],
  feed: 'auto',
  refereeBps: 30,
  calendarUrl: '',
  calendarEveryMinutes: 360,
  calendarImpactWords: {},
};

/** What was in force last time, so that the first paint has the right theme and language before the backend answers. */
export function storedPreferences(): Settings {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '{}');
    return { ...DEFAULTS, ...(typeof stored === 'object' ? stored : {}) };
  } catch {
    // A damaged copy only costs one first paint in the defaults; the backend holds the truth.
    return DEFAULTS;
  }
}

/** A language chosen before signing in; what the operator has set counts afterwards. */
const useGuest = create<{ readonly language: Language | null }>(() => ({ language: null }));
export const speakAsGuest = (language: Language) => useGuest.setState({ language });

/** The console's settings, in the operator's own language and zone; the last known ones until somebody is signed in. */
export function usePreferences(): Settings {
  const open = useGate((state) => state.open);
  const guest = useGuest((state) => state.language);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was kept last is read anew when the gate closes.
  const stored = useMemo(storedPreferences, [open]);
  const settings = useQuery(orpc.settings.get.queryOptions({ enabled: open })).data;
  const operator = useHello()?.operator;
  const { language, timeZone } = operator ?? {};
  useEffect(() => {
    if (open) useGuest.setState({ language: null });
  }, [open]);
  return useMemo(() => {
    const own = language === undefined || timeZone === undefined ? {} : { language, timeZone };
    return { ...((open ? settings : undefined) ?? stored), ...own, ...(open || guest === null ? {} : { language: guest }) };
  }, [open, settings, stored, language, timeZone, guest]);
}

export function keepPreferences(settings: Settings): void {
  localStorage.setItem(STORED, JSON.stringify(settings));
}

/** Language and zone are the person's and go with them; the rest is the console's. */
async function save(change: Partial<Settings>): Promise<Settings> {
  const { language, timeZone } = change;
  if (language !== undefined || timeZone !== undefined) {
    const own = { ...(language === undefined ? {} : { language }), ...(timeZone === undefined ? {} : { timeZone }) };
    const operator = await client.access.updateProfile(own);
    queryClient.setQueryData(orpc.access.hello.queryKey(), (hello) => (hello === undefined ? hello : { ...hello, operator }));
  }
  return client.settings.set(change);
}

/** Saves some settings: shown at once, taken back if the backend refuses. */
export function useSavePreferences() {
  const key = orpc.settings.get.queryKey();
  return useMutation({
    mutationFn: save,
    onMutate: (change) => {
      const before = queryClient.getQueryData(key);
      queryClient.setQueryData(key, (known: Settings | undefined) => ({ ...(known ?? storedPreferences()), ...change }));
      return { before };
    },
    onSuccess: (saved) => queryClient.setQueryData(key, saved),
    onError: (_error, _change, context) => queryClient.setQueryData(key, context?.before),
  });
}

const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

export function useScheme(theme: Settings['theme']): Scheme {
  const dark = useSyncExternalStore(
    (listener) => {
      systemDark.addEventListener('change', listener);
      return () => systemDark.removeEventListener('change', listener);
    },
    () => systemDark.matches,
  );
  return theme === 'system' ? (dark ? 'dark' : 'light') : theme;
}
