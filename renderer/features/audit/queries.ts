import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { AuditFilter, AuditRow } from '../../../shared/features/audit/contract';
import { client, orpc } from '../../app/client';
import { useStream } from '../../app/useStream';

const PAGE = 200;

/** The journal under a filter, newest first, page by page. New entries do not shift what is being read: they are counted and shown on demand. */
export function useJournal(filter: AuditFilter) {
  const query = useInfiniteQuery(
    orpc.audit.list.infiniteOptions({
      input: (before: number | null) => ({ filter, before, limit: PAGE }),
      initialPageParam: null as number | null,
      getNextPageParam: (last) => last.next,
      placeholderData: keepPreviousData,
      // What was read stays as it is until the reader asks for the new entries.
      staleTime: Number.POSITIVE_INFINITY,
    }),
  );
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, dataUpdatedAt } = query;
  const pages = data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  const arrivals = useArrivals(dataUpdatedAt, rows[0]?.sequence ?? 0);
  return {
    rows,
    total: pages?.[0]?.total ?? 0,
    actors: pages?.[0]?.actors ?? [],
    actions: pages?.[0]?.actions ?? [],
    pending: query.isPending,
    outdated: query.isPlaceholderData,
    error: query.isError && pages === undefined ? query.error : null,
    arrivals,
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    loadingMore: isFetchingNextPage,
    readAgain: () => void query.refetch(),
  };
}

/** One entry by its number: from what is loaded, else read by itself, so that a link or a broken entry can be shown at once. */
export function useEntry(sequence: number | undefined, loaded: readonly AuditRow[]): AuditRow | undefined {
  const known = loaded.find((row) => row.sequence === sequence);
  const { data } = useQuery(
    orpc.audit.list.queryOptions({
      input: { filter: {}, before: (sequence ?? 0) + 1, limit: 1 },
      enabled: sequence !== undefined && known === undefined,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  );
  return known ?? data?.rows.find((row) => row.sequence === sequence);
}

/** How many entries were written since the list was read at `readAt`, whose newest then was `newest`. */
function useArrivals(readAt: number, newest: number): number {
  const [head, setHead] = useState(0);
  const [base, setBase] = useState({ readAt, sequence: newest });
  useStream(
    'audit',
    (options) => client.audit.changes(undefined, options),
    ({ sequence }) => setHead(sequence),
  );
  // A filtered list does not show the journal's head, so what the stream last said counts as seen as well.
  if (base.readAt !== readAt) setBase({ readAt, sequence: Math.max(newest, head) });
  return base.sequence === 0 ? 0 : Math.max(0, head - base.sequence);
}
