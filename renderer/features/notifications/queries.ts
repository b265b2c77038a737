import { type InfiniteData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { orpc, queryClient } from '../../app/client';

const PAGE = 60;

function pagesOptions() {
  return orpc.notifications.list.infiniteOptions({
    input: (before: number | null) => ({ before, limit: PAGE }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.rows.length < PAGE ? null : (last.rows.at(-1)?.at ?? null)),
  });
}

export function useNotices() {
  const query = useInfiniteQuery(pagesOptions());
  const pages = query.data?.pages;
  const notices = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  return {
    notices,
    unread: pages?.[0]?.unread ?? 0,
    pending: query.isPending,
    error: query.isError && pages === undefined ? query.error : null,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

const countOptions = () => orpc.notifications.list.queryOptions({ input: { before: null, limit: 1 } });

/** How many notices are unread, for the bell; kept right by the stream and by every marking. */
export function useUnreadCount(): number {
  return useQuery(countOptions()).data?.unread ?? 0;
}

/** Reads what is on show again: a notice has come or was read elsewhere. */
export function readNoticesAgain(): void {
  void queryClient.invalidateQueries({ queryKey: orpc.notifications.list.key() });
}

type Pages = InfiniteData<{ rows: { id: string; readAt: number | null }[]; unread: number }, number | null>;

/** Marks as read at once on screen; the backend's answer brings the true count. */
export function useMarkRead() {
  return useMutation(
    orpc.notifications.markRead.mutationOptions({
      onMutate: ({ ids }) => showAsRead(new Set(ids)),
      onSettled: readNoticesAgain,
    }),
  );
}

export function useMarkAllRead() {
  return useMutation(
    orpc.notifications.markAllRead.mutationOptions({ onMutate: () => showAsRead(null), onSettled: readNoticesAgain }),
  );
}

function showAsRead(ids: ReadonlySet<string> | null): void {
  const now = Date.now();
  queryClient.setQueryData<Pages>(pagesOptions().queryKey as never, (known) =>
    known === undefined
      ? known
      : {
          ...known,
          pages: known.pages.map((page) => ({
            ...page,
            rows: page.rows.map((row) =>
              row.readAt === null && (ids === null || ids.has(row.id)) ? { ...row, readAt: now } : row,
            ),
          })),
        },
  );
}
