import { useQuery } from '@tanstack/react-query';
import { orpc, queryClient } from '../../app/client';
import { useSignalChanges } from './live';

const dueOptions = () =>
  orpc.signals.list.queryOptions({ input: { filter: { states: ['quarantined'], open: true }, cursor: null, limit: 1 } });

/** How many quarantined signals wait for a decision: the number on the rail. */
export function useDueCount(): number {
  useSignalChanges(() => void queryClient.invalidateQueries({ queryKey: dueOptions().queryKey }));
  return useQuery(dueOptions()).data?.total ?? 0;
}
