import { useMutation, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type peopleWords from '../../../resources/locales/fr/people.json';
import { orpc, queryClient } from '../../app/client';
import { useHello } from '../../app/frame/hello';
import { faultOf } from '../../ui/fault';
import { tell } from '../../ui/toasts';
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

type Known = keyof typeof peopleWords.refusal;
const KNOWN: Readonly<Record<Known, true>> = {
  UNKNOWN_CASE: true,
  CASE_OVER: true,
  ALREADY_OPEN: true,
  UNKNOWN_LINE: true,
  ALREADY_DONE: true,
  FUTURE_DAY: true,
  NOT_DONE: true,
  LINES_OPEN: true,
  UNKNOWN_REVIEW: true,
  REVIEW_SIGNED: true,
  ALREADY_BEGUN: true,
  NOTHING_DUE: true,
  UNKNOWN_OPERATOR: true,
  OWN_ROW: true,
  ROWS_UNDECIDED: true,
};
const isKnown = (code: string | null): code is Known => code !== null && code in KNOWN;

function refusalText(error: unknown, t: TFunction<['people', 'ui']>): string {
  const { code, kind } = faultOf(error);
  if (isKnown(code)) return t(`people:refusal.${code}`);
  return `${t(`ui:error.${kind}.title`)}. ${t(`ui:error.${kind}.todo`)}`;
}

export interface Call<Input> {
  readonly run: (input: Input) => void;
  readonly busy: boolean;
  /** Why it was refused, as a sentence; null while it was not. */
  readonly refusal: string | null;
}

/** One change of the register: said once done, and whatever is shown is read again. */
export function useChange<Input, Output>(
  call: (input: Input) => Promise<Output>,
  said: string,
  onDone: (output: Output) => void,
): Call<Input> {
  const { t } = useTranslation(['people', 'ui']);
  const mutation = useMutation({
    mutationFn: call,
    onSuccess: (output) => {
      tell(said);
      onDone(output);
    },
    onSettled: readPeople,
  });
  return {
    run: mutation.mutate,
    busy: mutation.isPending,
    refusal: mutation.error === null ? null : refusalText(mutation.error, t),
  };
}
