import { isDefinedError } from '@orpc/client';
import { useMutation } from '@tanstack/react-query';
import type { SignalRow } from '../../../shared/features/signals/signal';
import { orpc, queryClient } from '../../app/client';
import { LinkError } from '../../app/link/linkError';

export type Act = 'release' | 'reject' | 'cancel';

/** Why a decision was not taken, as the screen tells it. */
export type Refusal =
  | { readonly word: 'ALREADY_DECIDED'; readonly state: SignalRow['state'] }
  | { readonly word: 'TOO_LATE'; readonly result: string }
  | { readonly word: 'PAUSED'; readonly scope: string; readonly reason: string }
  | { readonly word: 'UNKNOWN_SIGNAL' | 'offline' }
  | { readonly word: 'fault'; readonly id: string };

/** Shortest reason that the backend takes. */
export const SHORTEST_REASON = 5;

export function isReason(text: string): boolean {
  return text.trim().length >= SHORTEST_REASON;
}

/** A decision shows only after the backend's answer: an optimistic one could announce what is then refused. */
export function useDecide(act: Act) {
  const again = () => queryClient.invalidateQueries({ queryKey: orpc.signals.key() });
  return useMutation(orpc.signals[act].mutationOptions({ onSettled: again }));
}

type DecideError = Parameters<NonNullable<ReturnType<typeof orpc.signals.release.mutationOptions>['onError']>>[0];

export function refusalOf(error: DecideError): Refusal {
  if (isDefinedError(error)) {
    if (error.code === 'ALREADY_DECIDED') return { word: 'ALREADY_DECIDED', state: error.data.state };
    if (error.code === 'TOO_LATE') return { word: 'TOO_LATE', result: error.data.result };
    if (error.code === 'PAUSED') return { word: 'PAUSED', scope: error.data.scope, reason: error.data.reason };
    return { word: 'UNKNOWN_SIGNAL' };
  }
  if (error instanceof LinkError) return { word: 'offline' };
  return { word: 'fault', id: faultId(error) };
}

const RETRYABLE: ReadonlySet<Refusal['word']> = new Set(['offline', 'fault', 'PAUSED']);

/** After these the reason may be sent again; after the others the signal is settled. */
export const isRetryable = (refusal: Refusal): boolean => RETRYABLE.has(refusal.word);

function faultId(error: unknown): string {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : null;
  const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : null;
  return typeof id === 'string' ? id : '–';
}
