import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client, orpc, queryClient } from '../../app/client';
import { useHello } from '../../app/frame/hello';
import { useStream } from '../../app/useStream';
import type { Box } from './approvalsSearch';

const PAGE = 100;
/** What runs out does so without anybody's doing. */
const REREAD_MS = 30_000;

export const readApprovals = () => queryClient.invalidateQueries({ queryKey: orpc.approvals.key() });

export function useMay(permission: 'approvals:read' | 'approvals:decide' | 'approvals:break-glass'): boolean {
  return useHello()?.permissions.includes(permission) ?? false;
}

/** Reads again whatever is on screen once something was asked, given or closed. `key` tells its readers apart. */
export function useApprovalChanges(key: string, enabled = true): void {
  useStream(
    `approvals.${key}`,
    enabled ? (options) => client.approvals.changes(undefined, options) : null,
    () => void readApprovals(),
  );
}

/** How many wait for this operator: the number on the rail. */
export function useApprovalsDue(): number {
  const may = useMay('approvals:read');
  useApprovalChanges('badge', may);
  const input = { box: 'due' as const, before: null, limit: 1 };
  return useQuery(orpc.approvals.list.queryOptions({ input, enabled: may, refetchInterval: REREAD_MS })).data?.due ?? 0;
}

/** One tray, page by page, with how many lie in each. */
export function useTray(box: Box) {
  const query = useInfiniteQuery(
    orpc.approvals.list.infiniteOptions({
      input: (before: number | null) => ({ box, before, limit: PAGE }),
      initialPageParam: null as number | null,
      getNextPageParam: (last) => (last.rows.length < PAGE ? null : (last.rows.at(-1)?.requestedAt ?? null)),
      placeholderData: keepPreviousData,
      refetchInterval: REREAD_MS,
    }),
  );
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  const counts = pages?.[0];
  return {
    rows,
    counts: { due: counts?.due ?? 0, mine: counts?.mine ?? 0, open: counts?.open ?? 0 },
    pending: query.isPending,
    outdated: query.isPlaceholderData,
    error: query.isError && pages === undefined ? query.error : null,
    retry: () => void query.refetch(),
    more: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
  };
}

export function useApproval(id: string) {
  return useQuery(orpc.approvals.get.queryOptions({ input: { id }, refetchInterval: REREAD_MS }));
}

export function useDelegations() {
  return useQuery(orpc.approvals.delegations.queryOptions());
}
