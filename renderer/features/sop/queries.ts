import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { Permission } from '../../../shared/base/access';
import { DAY } from '../../../shared/base/time';
import type { RunFilter } from '../../../shared/features/sop/contract';
import { client, orpc, queryClient } from '../../app/client';
import { useHello } from '../../app/frame/hello';
import { useStream } from '../../app/useStream';

export type Scope = 'me' | 'team' | 'all';

export function useMay(permission: Permission): boolean {
  return useHello()?.permissions.includes(permission) === true;
}

/** A burst of changes is answered with one set of reads. */
const GATHER_MS = 250;

/** Follows what falls due and what is run; `onBatch` is called once for a burst. */
export function useSopChanges(key: string, onBatch: () => void, enabled = true): void {
  const timer = useRef<number | null>(null);
  useEffect(() => () => window.clearTimeout(timer.current ?? undefined), []);
  useStream(`sop.${key}`, enabled ? (options) => client.sop.changes(undefined, options) : null, () => {
    timer.current ??= window.setTimeout(() => {
      timer.current = null;
      onBatch();
    }, GATHER_MS);
  });
}

/** What falls due comes about by itself, with no change that would be told. */
const REREAD_MS = 60_000;

export function useToday(scope: Scope) {
  return useQuery(
    orpc.sop.today.queryOptions({
      input: { scope, limit: 500 },
      placeholderData: keepPreviousData,
      refetchInterval: REREAD_MS,
    }),
  );
}

/** How much is due for whoever sits here: the number on the rail. */
export function useDueForMe(): number {
  const may = useMay('sop:read');
  const options = orpc.sop.today.queryOptions({ input: { scope: 'me', limit: 500 }, refetchInterval: REREAD_MS, enabled: may });
  useSopChanges('badge', () => void queryClient.invalidateQueries({ queryKey: orpc.sop.today.key() }), may);
  const rows = useQuery(options).data?.rows ?? [];
  return rows.filter((row) => row.state === 'due' || row.state === 'overdue' || (row.state === 'running' && row.mine)).length;
}

export function useLibrary(enabled = true) {
  return useQuery(orpc.sop.procedures.queryOptions({ enabled }));
}

export function useProcedure(id: string | null) {
  return useQuery(
    orpc.sop.procedure.queryOptions({ input: { id: id ?? '' }, enabled: id !== null, placeholderData: keepPreviousData }),
  );
}

export function useVersion(id: string, version: number | null) {
  return useQuery(
    orpc.sop.procedure.queryOptions({
      input: { id, version: version ?? 1 },
      enabled: version !== null,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  );
}

export function useRun(id: string) {
  return useQuery(orpc.sop.run.queryOptions({ input: { id } }));
}

export function usePeople() {
  return useQuery(orpc.sop.people.queryOptions({ staleTime: 60_000 })).data?.people ?? [];
}

const PAGE = 200;

/** Past and present runs under a filter, newest first, page by page. */
export function useRuns(filter: RunFilter) {
  const query = useInfiniteQuery(
    orpc.sop.runs.infiniteOptions({
      input: (cursor: string | null) => ({ filter, cursor, limit: PAGE }),
      initialPageParam: null as string | null,
      getNextPageParam: (last) => last.next,
      placeholderData: keepPreviousData,
    }),
  );
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const pages = data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  return {
    rows,
    total: pages?.[0]?.total ?? 0,
    pending: query.isPending,
    outdated: query.isPlaceholderData,
    error: query.isError && pages === undefined ? query.error : null,
    retry: () => void query.refetch(),
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}

/** The last runs of one procedure. */
export function useLastRuns(procedure: string, limit: number) {
  return useQuery(orpc.sop.runs.queryOptions({ input: { filter: { procedures: [procedure] }, cursor: null, limit } }));
}

export function useInsight(procedure: string, days: number, today: number) {
  const to = today + DAY;
  return useQuery(orpc.sop.insight.queryOptions({ input: { procedure, from: to - days * DAY, to } }));
}
