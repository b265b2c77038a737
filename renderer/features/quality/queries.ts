import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CauseName } from '../../../shared/features/quality/causes';
import { client, orpc, queryClient } from '../../app/client';
import { useHello } from '../../app/frame/hello';
import { useStream } from '../../app/useStream';

/** Windows roll on without any news. */
const FRESH_MS = 60_000;

export const readQuality = () => void queryClient.invalidateQueries({ queryKey: orpc.quality.key() });

/** Follows what changes on the desk; the band over every screen does, so the screen itself need not. */
export function useQualityChanges(): void {
  useStream('quality', (options) => client.quality.changes(undefined, options), readQuality);
}

export function useOverview() {
  return useQuery(orpc.quality.overview.queryOptions({ refetchInterval: FRESH_MS }));
}

export function useLosers(days: number, cause: CauseName | 'unknown' | null) {
  return useQuery(orpc.quality.losers.queryOptions({ input: { days, cause, limit: 500 }, placeholderData: keepPreviousData }));
}

export function usePatterns(days: number) {
  return useQuery(orpc.quality.patterns.queryOptions({ input: { days }, placeholderData: keepPreviousData }));
}

export function useAlerts() {
  return useQuery(orpc.quality.alerts.queryOptions({ input: { limit: 100 } }));
}

export function useLocks() {
  return useQuery(orpc.quality.locks.queryOptions({ refetchInterval: FRESH_MS }));
}

/** Whether whoever sits here may stop and resume publication. */
export function useMayManage(): boolean {
  return useHello()?.permissions.includes('quality:manage') ?? false;
}

/** Names of people by their id, for who set and lifted what. */
export function useNames(): (id: string) => string {
  const people = useQuery(orpc.sop.people.queryOptions()).data?.people ?? [];
  return (id) => people.find((one) => one.id === id)?.name ?? id;
}
