import { useQuery } from '@tanstack/react-query';
import type { DataSource } from '../../../shared/features/market/instrument';
import { orpc } from '../client';

/** Who is here and what runs behind; null until the backend answered once. */
export function useHello() {
  return useQuery(orpc.access.hello.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data ?? null;
}

export type SourceKind = 'live' | 'simulation' | 'file';

export function sourceKind(source: DataSource): SourceKind {
  if (source === 'simulation') return 'simulation';
  return source.startsWith('file:') ? 'file' : 'live';
}

/** True while the figures on screen are made up by the simulator; said beside them, not only in the band. */
export function useSimulated(): boolean {
  const hello = useHello();
  return hello !== null && sourceKind(hello.source) === 'simulation';
}
