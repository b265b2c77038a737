import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Api } from '../../shared/api';
import { askStepUp } from './gate/stepUp';
import { Connection, type ConnectionState } from './link/connection';
import { LinkError } from './link/linkError';
import { ResilientLink } from './link/resilientLink';
import { StepUpLink } from './link/stepUpLink';
import type { Connect } from './link/transport';

let connect: Connect = () => Promise.reject(new Error('the client was used before it was told how to connect'));

export const connection = new Connection((signal) => connect(signal), {
  setTimeout: (run, ms) => window.setTimeout(run, ms),
  clearTimeout: (handle) => window.clearTimeout(handle as number),
  random: Math.random,
});

/** Every procedure of the backend, typed by the contract. */
export const client: ContractRouterClient<Api> = createORPCClient(new StepUpLink(new ResilientLink(connection), askStepUp));

/** Query, mutation and key builders for each procedure: `useQuery(orpc.market.instruments.queryOptions())`. */
export const orpc = createTanstackQueryUtils(client);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The backend is on this machine: the browser's idea of being online says nothing about it.
      networkMode: 'always',
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => error instanceof LinkError && error.kind !== 'ended' && count < 2,
      retryDelay: 500,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Starts the link and re-reads everything on screen each time it comes back. */
export function startClient(how: Connect): void {
  connect = how;
  let lost = false;
  connection.subscribe(() => {
    if (connection.state === 'reconnecting' || connection.state === 'offline') lost = true;
    if (connection.state !== 'connected' || !lost) return;
    lost = false;
    void queryClient.invalidateQueries();
  });
  window.addEventListener('online', () => connection.retryNow());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') connection.retryNow();
  });
  connection.start();
}

export function useConnectionState(): ConnectionState {
  return useSyncExternalStore(
    (listener) => connection.subscribe(listener),
    () => connection.state,
  );
}
