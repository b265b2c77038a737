import { useMutation, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Settings } from '../../shared/features/settings/contract';
import { orpc, queryClient } from './client';
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

/** The operator's settings; the last known ones until the backend answers. */
export function usePreferences(): Settings {
  const enabled = useGate((state) => state.open);
  const { data } = useQuery(orpc.settings.get.queryOptions({ placeholderData: storedPreferences, enabled }));
  return data ?? DEFAULTS;
}

/** The language of the screens before signing in; what the operator has set replaces it afterwards. */
export function speakAsGuest(language: Language): void {
  queryClient.setQueryData(orpc.settings.get.queryKey(), { ...storedPreferences(), language });
}

export function keepPreferences(settings: Settings): void {
  localStorage.setItem(STORED, JSON.stringify(settings));
}

/** Saves some settings: shown at once, taken back if the backend refuses. */
export function useSavePreferences() {
  const key = orpc.settings.get.queryKey();
  return useMutation(
    orpc.settings.set.mutationOptions({
      onMutate: (change) => {
        const before = queryClient.getQueryData(key);
        queryClient.setQueryData(key, (known: Settings | undefined) => ({
          ...(known ?? storedPreferences()),
          ...(change as Partial<Settings>),
        }));
        return { before };
      },
      onSuccess: (saved) => queryClient.setQueryData(key, saved),
      onError: (_error, _change, context) => queryClient.setQueryData(key, context?.before),
    }),
  );
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
