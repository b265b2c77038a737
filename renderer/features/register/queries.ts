import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RegisterFilter } from '../../../shared/features/register/contract';
import { client, orpc, queryClient } from '../../app/client';
import { useStream } from '../../app/useStream';

const PAGE = 200;
/** Age of anchors and proofs grows without any news. */
const FRESH_MS = 60_000;

export const readAgain = () => void queryClient.invalidateQueries({ queryKey: orpc.register.key() });

export function useRegisterState() {
  useStream('register', (options) => client.register.changes(undefined, options), readAgain);
  return useQuery(orpc.register.state.queryOptions({ refetchInterval: FRESH_MS }));
}

/** Entries under a filter, newest first, page by page. */
export function useEntries(filter: RegisterFilter) {
  const query = useInfiniteQuery(
    orpc.register.list.infiniteOptions({
      input: (before: number | null) => ({ filter, before, limit: PAGE }),
      initialPageParam: null as number | null,
      getNextPageParam: (last) => last.next,
      placeholderData: keepPreviousData,
    }),
  );
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const pages = data?.pages;
  return {
    rows: useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]),
    total: pages?.[0]?.total ?? 0,
    pending: query.isPending,
    outdated: query.isPlaceholderData,
    error: query.isError && pages === undefined ? query.error : null,
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}

export function useEntry(sequence: number) {
  return useQuery(orpc.register.entry.queryOptions({ input: { sequence } }));
}

export function useProofs() {
  return useQuery(orpc.register.proofs.queryOptions({ input: { limit: 40 } }));
}
