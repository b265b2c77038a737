import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Health } from '../../../shared/features/monitoring/contract';
import { client, orpc, queryClient } from '../../app/client';
import { useStream } from '../../app/useStream';

export interface Reading {
  readonly health: Health;
  /** When it came in, by this window's clock. */
  readonly arrivedAt: number;
}

/** The last reading: one is asked for at once, then one a second streams in. */
export function useHealth() {
  const first = useQuery(orpc.monitoring.health.queryOptions({ staleTime: 0, gcTime: 0 }));
  const [streamed, setStreamed] = useState<Reading | null>(null);
  useStream(
    'health',
    (options) => client.monitoring.healthStream(undefined, options),
    (health) => setStreamed({ health, arrivedAt: Date.now() }),
  );
  const asked: Reading | null = first.data === undefined ? null : { health: first.data, arrivedAt: first.dataUpdatedAt };
  const reading = streamed !== null && (asked === null || streamed.arrivedAt >= asked.arrivedAt) ? streamed : asked;
  return { reading, error: reading === null ? first.error : null, retry: () => void first.refetch() };
}

const SLOW_MS = 15_000;

/** Gaps are few and change rarely: read every 15 s while on show. */
export function useGaps() {
  return useQuery(orpc.market.gaps.queryOptions({ input: { limit: 200 }, refetchInterval: SLOW_MS }));
}

export function useOutbox() {
  return useQuery(orpc.monitoring.outbox.queryOptions({ input: { limit: 200 }, refetchInterval: SLOW_MS }));
}

export function useReconnect() {
  return useMutation(orpc.monitoring.reconnect.mutationOptions());
}

const readOutboxAgain = () => queryClient.invalidateQueries({ queryKey: orpc.monitoring.outbox.key() });

export function useRetryOutbox() {
  return useMutation(orpc.monitoring.retryOutbox.mutationOptions({ onSettled: readOutboxAgain }));
}

export function useCancelOutbox() {
  return useMutation(orpc.monitoring.cancelOutbox.mutationOptions({ onSettled: readOutboxAgain }));
}

export function readSlowOnesAgain(): void {
  void readOutboxAgain();
  void queryClient.invalidateQueries({ queryKey: orpc.market.gaps.key() });
}
