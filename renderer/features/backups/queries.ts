import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { client, orpc, queryClient } from '../../app/client';
import { useStream } from '../../app/useStream';

/** Exposure grows by the minute without any news. */
const FRESH_MS = 15_000;

const readAgain = () => void queryClient.invalidateQueries({ queryKey: orpc.backups.key() });

export function useBackups() {
  useStream('backups', (options) => client.backups.changes(undefined, options), readAgain);
  return useQuery(orpc.backups.state.queryOptions({ refetchInterval: FRESH_MS }));
}

export function usePoints() {
  return useQuery(orpc.backups.points.queryOptions({ input: { limit: 200 }, placeholderData: keepPreviousData }));
}

export function useLines() {
  return useQuery(orpc.backups.lines.queryOptions({ refetchInterval: FRESH_MS }));
}

export function useTokens() {
  return useQuery(orpc.backups.tokens.queryOptions());
}

export function usePlan(id: string) {
  return useQuery(orpc.backups.restorePlan.queryOptions({ input: { id } }));
}

const settled = { onSettled: readAgain };
export const useCreate = () => useMutation(orpc.backups.create.mutationOptions(settled));
export const useVerifyPoint = () => useMutation(orpc.backups.verify.mutationOptions(settled));
export const useDrill = () => useMutation(orpc.backups.drill.mutationOptions(settled));
export const useCancelJob = () => useMutation(orpc.backups.cancel.mutationOptions(settled));
export const useRebuild = () => useMutation(orpc.backups.rebuild.mutationOptions(settled));
export const useConfigure = () => useMutation(orpc.backups.configure.mutationOptions(settled));
export const useRequestRestore = () => useMutation(orpc.backups.requestRestore.mutationOptions(settled));
export const useRestore = () => useMutation(orpc.backups.restore.mutationOptions(settled));
export const useCountersign = () => useMutation(orpc.backups.countersign.mutationOptions(settled));
export const useCreateToken = () => useMutation(orpc.backups.createToken.mutationOptions(settled));
export const useRevokeToken = () => useMutation(orpc.backups.revokeToken.mutationOptions(settled));
