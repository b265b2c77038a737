import { useQuery } from '@tanstack/react-query';
import { client, orpc, queryClient } from '../../app/client';

/** Nothing tells that somebody else signed in or took up an invitation: lists of people and devices are read again. */
export const SESSIONS_EVERY_MS = 10_000;

/** Reads anew who sits here; the stream says so too, but the form that asked need not wait for it. */
export const readHello = () => queryClient.invalidateQueries({ queryKey: orpc.access.hello.key() });

export const readOperators = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: orpc.access.operators.key() }),
    queryClient.invalidateQueries({ queryKey: orpc.access.operator.key() }),
  ]);

export const readSessions = () => queryClient.invalidateQueries({ queryKey: orpc.access.sessions.key() });

export function useOperators() {
  return useQuery(orpc.access.operators.queryOptions({ refetchInterval: SESSIONS_EVERY_MS }));
}

export async function signOut(): Promise<void> {
  await client.access.signOut();
  await readHello();
}

/** Every other device first, this one last: what comes after it would be refused. */
export async function signOutEverywhere(): Promise<void> {
  await client.access.revokeOtherSessions();
  await signOut();
}
