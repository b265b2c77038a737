import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Instrument } from '../../../shared/features/market/instrument';
import type { SignalFilter } from '../../../shared/features/signals/contract';
import type { SignalRow } from '../../../shared/features/signals/signal';
import { orpc, queryClient } from '../../app/client';

export const PAGE = 200;

export function boardOptions(filter: SignalFilter) {
  return orpc.signals.list.infiniteOptions({
    input: (cursor: string | null) => ({ filter, cursor, limit: PAGE }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}

export interface Board {
  readonly rows: readonly SignalRow[];
  readonly total: number;
  /** Nothing known yet. */
  readonly pending: boolean;
  /** The rows on show are those of the filter before. */
  readonly outdated: boolean;
  readonly error: unknown;
  readonly more: () => void;
  readonly loadingMore: boolean;
  readonly retry: () => void;
}

/** The rows of a filter, page by page. A sort other than the backend's needs `all`: then every page is fetched, one after the other. */
export function useBoard(filter: SignalFilter, all: boolean): Board {
  const query = useInfiniteQuery(boardOptions(filter));
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } = query;
  useEffect(() => {
    if (all && hasNextPage && !isFetchingNextPage && !isPlaceholderData) void fetchNextPage();
  }, [all, hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage]);
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  return {
    rows,
    total: pages?.[0]?.total ?? 0,
    pending: query.isPending,
    outdated: isPlaceholderData,
    error: query.isError && pages === undefined ? query.error : null,
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    loadingMore: isFetchingNextPage,
    retry: () => void query.refetch(),
  };
}

/** The queue is short by nature (one signal an instrument, strategy and timeframe), so it comes whole and is turned oldest first here. */
export function useQuarantine() {
  const query = useQuery(
    orpc.signals.list.queryOptions({ input: { filter: { states: ['quarantined'], open: true }, cursor: null, limit: 500 } }),
  );
  const page = query.data;
  const rows = useMemo(() => [...(page?.rows ?? [])].sort((a, b) => a.at - b.at), [page]);
  return {
    rows,
    total: page?.total ?? 0,
    pending: query.isPending,
    error: page === undefined ? query.error : null,
    retry: () => void query.refetch(),
  };
}

export function useSignal(id: string | null) {
  return useQuery(
    orpc.signals.get.queryOptions({ input: { id: id ?? '' }, enabled: id !== null, placeholderData: keepPreviousData }),
  );
}

export function useRates(filter: SignalFilter, enabled = true) {
  return useQuery(orpc.signals.rates.queryOptions({ input: { filter }, enabled, placeholderData: keepPreviousData }));
}

export function useViews() {
  return useQuery(orpc.signals.views.queryOptions());
}

export function useSaveView() {
  return useMutation(orpc.signals.saveView.mutationOptions({ onSuccess: readViewsAgain }));
}

export function useDeleteView() {
  return useMutation(orpc.signals.deleteView.mutationOptions({ onSuccess: readViewsAgain }));
}

const readViewsAgain = () => queryClient.invalidateQueries({ queryKey: orpc.signals.views.key() });

/** Instruments by id, for decimals and costs. */
export function useInstruments(): ReadonlyMap<string, Instrument> {
  const { data } = useQuery(orpc.market.instruments.queryOptions());
  return useMemo(() => new Map(data?.instruments.map((one) => [one.id, one])), [data]);
}
