import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { faultOf } from './fault';
import { tell } from './toasts';

export interface SaidCall<Input> {
  readonly run: (input: Input) => void;
  readonly busy: boolean;
  /** Why it was refused, as a sentence; null while it was not. */
  readonly refusal: string | null;
}

export interface SaidCallOptions<Output> {
  /** Told once it is done. */
  readonly said: string;
  readonly onDone?: (output: Output) => void;
  /** Reads again whatever is shown, also after a refusal: what was shown may have been the reason. */
  readonly reread: () => unknown;
  /** The feature's own sentence for a word of its contract; null for any other, which is said as a fault. */
  readonly sentence: (code: string) => string | null;
}

/** One call made by a button or a dialog: busy, done and told, or refused in words. */
export function useSaidCall<Input, Output>(
  call: (input: Input) => Promise<Output>,
  { said, onDone, reread, sentence }: SaidCallOptions<Output>,
): SaidCall<Input> {
  const { t } = useTranslation('ui');
  const mutation = useMutation({
    mutationFn: call,
    onSuccess: (output) => {
      tell(said);
      onDone?.(output);
    },
    onSettled: reread,
  });
  const { code, kind } = faultOf(mutation.error);
  const own = code === null ? null : sentence(code);
  return {
    run: mutation.mutate,
    busy: mutation.isPending,
    refusal: mutation.error === null ? null : (own ?? `${t(`error.${kind}.title`)}. ${t(`error.${kind}.todo`)}`),
  };
}
