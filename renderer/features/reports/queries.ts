import { useQuery } from '@tanstack/react-query';
import { client, orpc, queryClient } from '../../app/client';
import { useHello } from '../../app/frame/hello';
import { useStream } from '../../app/useStream';

export const readReports = () => void queryClient.invalidateQueries({ queryKey: orpc.reports.key() });

export function useMayManage(): boolean {
  return useHello()?.permissions.includes('quality:manage') ?? false;
}

export function useMonths() {
  useStream('reports', (options) => client.reports.changes(undefined, options), readReports);
  return useQuery(orpc.reports.list.queryOptions());
}

export function useReport(month: string, enabled: boolean) {
  return useQuery(orpc.reports.get.queryOptions({ input: { month }, enabled }));
}
