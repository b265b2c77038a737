import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client, orpc, queryClient } from '../../app/client';
import { useHello } from '../../app/frame/hello';
import { useStream } from '../../app/useStream';

const PAGE = 200;

export const readBacktests = () => queryClient.invalidateQueries({ queryKey: orpc.backtests.key() });

export function useMayRun(): boolean {
  return useHello()?.permissions.includes('backtests:run') ?? false;
}

/** The list and what runs. How far it is comes with every event; the list is read again where a run begins, ends or changes. */
export function useRuns() {
  const options = orpc.backtests.list.queryOptions();
  useStream(
    'backtests',
    (stream) => client.backtests.changes(undefined, stream),
    ({ job }) => {
      const before = queryClient.getQueryData(options.queryKey)?.job ?? null;
      queryClient.setQueryData(options.queryKey, (known) => (known === undefined ? known : { ...known, job }));
      if (job === null || before?.run !== job.run) void readBacktests();
    },
  );
  return useQuery(options);
}

export function useChoices() {
  return useQuery(orpc.backtests.choices.queryOptions());
}

export function useRun(id: string | null) {
  return useQuery(
    orpc.backtests.get.queryOptions({ input: { id: id ?? '' }, enabled: id !== null, placeholderData: keepPreviousData }),
  );
}

/** The signals of a run, page by page, in the order of decision. */
export function useTrades(id: string, view: 'published' | 'every') {
  const query = useInfiniteQuery(
    orpc.backtests.trades.infiniteOptions({
      input: (offset: number) => ({ id, view, offset, limit: PAGE }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => (last.rows.length < PAGE ? null : pages.length * PAGE),
      placeholderData: keepPreviousData,
    }),
  );
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return {
    rows,
    total: pages?.[0]?.total ?? 0,
    pending: query.isPending,
    outdated: query.isPlaceholderData,
    error: pages === undefined ? query.error : null,
    retry: () => void query.refetch(),
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}
