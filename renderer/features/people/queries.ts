import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type peopleWords from '../../../resources/locales/fr/people.json';
import { orpc, queryClient } from '../../app/client';
import { useHello } from '../../app/frame/hello';
import { type SaidCall, useSaidCall } from '../../ui/useSaidCall';
import type { CaseFilter } from './peopleSearch';

/** Others work on the same register, and nothing tells of it. */
const REREAD_MS = 15_000;
const LIMIT = 500;

export const readPeople = () => queryClient.invalidateQueries({ queryKey: orpc.people.key() });

export function useMayManage(): boolean {
  return useHello()?.permissions.includes('people:manage') ?? false;
}

export function useCases(state: CaseFilter) {
  return useQuery(orpc.people.cases.queryOptions({ input: { state, limit: LIMIT }, refetchInterval: REREAD_MS }));
}

export function useCase(id: string) {
  return useQuery(orpc.people.case.queryOptions({ input: { id }, refetchInterval: REREAD_MS }));
}

export function useReviews() {
  return useQuery(orpc.people.reviews.queryOptions({ refetchInterval: REREAD_MS }));
}

export function useReview(id: string | null) {
  return useQuery(orpc.people.review.queryOptions({ input: { id: id ?? '' }, enabled: id !== null, refetchInterval: REREAD_MS }));
}

type Refused = keyof typeof peopleWords.refusal;

/** One change of the register. */
export function useChange<Input, Output>(
  call: (input: Input) => Promise<Output>,
  said: string,
  onDone?: (output: Output) => void,
): SaidCall<Input> {
  const { t, i18n } = useTranslation('people');
  return useSaidCall(call, {
    said,
    ...(onDone === undefined ? {} : { onDone }),
    reread: readPeople,
    sentence: (code) => (i18n.exists(`people:refusal.${code}`) ? t(`refusal.${code as Refused}`) : null),
  });
}
