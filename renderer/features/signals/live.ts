import type { InfiniteData } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { SignalFilter } from '../../../shared/features/signals/contract';
import { client, orpc, queryClient } from '../../app/client';
import { useStream } from '../../app/useStream';
import { boardOptions, PAGE } from './queries';
import { applyHead, applyRow, type RowPage } from './rowPages';

export interface Change {
  readonly id: string;
  readonly kind: 'decided' | 'state' | 'outcome';
}

/** A burst is gathered for this long and answered with one set of reads. */
const GATHER_MS = 400;
/** From here on reading everything again costs less than row by row. */
const MANY = 25;

/** Follows the changes of signals; `onBatch` gets a burst at once. */
export function useSignalChanges(onBatch: (changes: readonly Change[]) => void): void {
  const gathered = useRef<Change[]>([]);
  const timer = useRef<number | null>(null);
  useEffect(() => () => window.clearTimeout(timer.current ?? undefined), []);
  useStream(
    'signals',
    (options) => client.signals.changes(undefined, options),
    (change) => {
      gathered.current.push(change);
      timer.current ??= window.setTimeout(() => {
        timer.current = null;
        onBatch(gathered.current.splice(0));
      }, GATHER_MS);
    },
  );
}

/** Re-reads whatever else speaks of these signals: the open detail and the rates. */
export function refreshAround(changes: readonly Change[]): void {
  for (const id of new Set(changes.map((change) => change.id))) {
    void queryClient.invalidateQueries({ queryKey: orpc.signals.get.queryKey({ input: { id } }) });
  }
  if (changes.some((change) => change.kind !== 'decided'))
    void queryClient.invalidateQueries({ queryKey: orpc.signals.rates.key() });
}

type Pages = InfiniteData<RowPage, string | null>;

/** Brings the loaded pages of a board up to date with as few reads as the changes allow. */
export async function refreshBoard(filter: SignalFilter, changes: readonly Change[]): Promise<void> {
  const { queryKey } = boardOptions(filter);
  const pages = () => queryClient.getQueryData<Pages>(queryKey)?.pages ?? [];
  const put = (next: readonly RowPage[]) => {
    queryClient.setQueryData<Pages>(queryKey, (known) => (known === undefined ? known : { ...known, pages: [...next] }));
  };
  const readAll = () => queryClient.invalidateQueries({ queryKey });
  const touched = [...new Set(changes.filter((change) => change.kind !== 'decided').map((change) => change.id))];
  const loaded = new Set(pages().flatMap((page) => page.rows.map((row) => row.id)));
  const mayEnter = (filter.states !== undefined || filter.open !== undefined) && touched.some((id) => !loaded.has(id));
  if (touched.length > MANY || mayEnter) return readAll();
  for (const id of touched.filter((one) => loaded.has(one))) {
    const row = await client.signals.get({ id });
    put(applyRow(pages(), row, filter));
  }
  if (!changes.some((change) => change.kind === 'decided')) return;
  const head = await client.signals.list({ filter, cursor: null, limit: PAGE });
  const next = applyHead(pages(), head);
  if (next === null) return readAll();
  put(next);
}
