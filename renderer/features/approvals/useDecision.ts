import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tell } from '../../ui/toasts';
import { readApprovals } from './queries';
import { refusalText } from './refusal';

export interface Decision<Input> {
  readonly run: (input: Input) => void;
  readonly busy: boolean;
  /** Why it was refused, as a sentence; null while it was not. */
  readonly refusal: string | null;
}

/** One call of this screen: what was decided is said, and whatever is shown is read again, also after a refusal. */
export function useDecision<Input, Output>(
  call: (input: Input) => Promise<Output>,
  said: string,
  onDone: () => void,
): Decision<Input> {
  const { t } = useTranslation(['approvals', 'ui']);
  const mutation = useMutation({
    mutationFn: call,
    onSuccess: () => {
      tell(said);
      onDone();
    },
    onSettled: readApprovals,
  });
  return {
    run: mutation.mutate,
    busy: mutation.isPending,
    refusal: mutation.error === null ? null : refusalText(mutation.error, t),
  };
}
