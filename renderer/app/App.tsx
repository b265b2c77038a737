import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useLayoutEffect, useMemo } from 'react';
import { FormatProvider } from '../ui/format/FormatProvider';
import { Toasts } from '../ui/toasts';
import { RowHeight } from '../ui/useRowHeight';
import { queryClient, useConnectionState } from './client';
import { SessionScreen } from './frame/SessionScreen';
import { Gate } from './gate/Gate';
import { speak } from './i18n';
import { useKeys } from './keys';
import { forgetSession } from './link/session';
import { mantineTheme, mantineVariables } from './mantineTheme';
import { keepPreferences, storedPreferences, usePreferences, useScheme } from './preferences';
import { cssVariables, rowHeight } from './theme';

/** The generated tokens, as a constructed sheet: the page's policy allows no inline style without its nonce. */
const tokens = new CSSStyleSheet();
document.adoptedStyleSheets = [tokens, ...document.adoptedStyleSheets];

const nonce = () => document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';

export function App({ refused }: { refused: string | null }) {
  return (
    <QueryClientProvider client={queryClient}>
      {refused === null ? <Console /> : <Refused reason={refused} />}
    </QueryClientProvider>
  );
}

function Console() {
  const preferences = usePreferences();
  const ended = useConnectionState() === 'ended';
  useEffect(() => {
    keepPreferences(preferences);
    useKeys.setState({ changed: preferences.shortcuts });
  }, [preferences]);
  useEffect(() => {
    void speak(preferences.language, new URLSearchParams(location.search).has('pseudo'));
  }, [preferences.language]);
  useEffect(() => {
    if (ended) forgetSession(sessionStorage);
  }, [ended]);
  return <Look preferences={preferences}>{ended ? <SessionScreen reason="ended" /> : <Gate />}</Look>;
}

function Refused({ reason }: { reason: string }) {
  return (
    <Look preferences={storedPreferences()}>
      <SessionScreen reason={reason} />
    </Look>
  );
}

function Look({ preferences, children }: { preferences: ReturnType<typeof storedPreferences>; children: ReactNode }) {
  const scheme = useScheme(preferences.theme);
  const { colourBlind, density, language, timeZone } = preferences;
  useLayoutEffect(() => tokens.replaceSync(cssVariables(scheme, colourBlind, density)), [scheme, colourBlind, density]);
  const format = useMemo(() => ({ locale: language === 'fr' ? 'fr-FR' : 'en-GB', timeZone }), [language, timeZone]);
  return (
    <MantineProvider theme={mantineTheme} cssVariablesResolver={mantineVariables} forceColorScheme={scheme} getStyleNonce={nonce}>
      <FormatProvider {...format}>
        <RowHeight value={rowHeight(density)}>{children}</RowHeight>
        <Toasts />
      </FormatProvider>
    </MantineProvider>
  );
}
