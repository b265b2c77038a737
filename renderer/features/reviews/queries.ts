import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client, orpc, queryClient } from '../../app/client';
import { useHello } from '../../app/frame/hello';
import { useStream } from '../../app/useStream';

const LIMIT = 60;
/** What becomes late does so without anybody's doing. */
const REREAD_MS = 60_000;
export const AGREEMENT_DAYS = 90;

export const readReviews = () => void queryClient.invalidateQueries({ queryKey: orpc.reviews.key() });

export function useMay(permission: 'quality:read' | 'quality:review'): boolean {
  return useHello()?.permissions.includes(permission) ?? false;
}

function useReviewChanges(key: string, enabled: boolean): void {
  useStream(`reviews.${key}`, enabled ? (options) => client.reviews.changes(undefined, options) : null, readReviews);
}

export function useSamples() {
  useReviewChanges('screen', true);
  return useQuery(orpc.reviews.samples.queryOptions({ input: { limit: LIMIT }, refetchInterval: REREAD_MS }));
}

/** How many signals wait for this person: the number on the rail. */
export function useReviewsDue(): number {
  const may = useMay('quality:read');
  useReviewChanges('badge', may);
  const input = { limit: LIMIT };
  return useQuery(orpc.reviews.samples.queryOptions({ input, enabled: may, refetchInterval: REREAD_MS })).data?.mine ?? 0;
}

export function useSample(day: string) {
  return useQuery(orpc.reviews.sample.queryOptions({ input: { day }, placeholderData: keepPreviousData }));
}

export function useAgreement() {
  return useQuery(orpc.reviews.agreement.queryOptions({ input: { days: AGREEMENT_DAYS } }));
}

/** The signal as it stood; nothing of it changes, so it is read once. */
export function useBlind(id: string) {
  return useQuery(orpc.reviews.open.queryOptions({ input: { id }, staleTime: Number.POSITIVE_INFINITY }));
}

export function useReveal(id: string) {
  return useQuery(orpc.reviews.reveal.queryOptions({ input: { id } }));
}
