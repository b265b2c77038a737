import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../ui/format/FormatProvider';
import { refusalText, waitOf } from './refusal';

export interface Act<Input> {
  readonly run: (input: Input) => void;
  readonly busy: boolean;
  /** Why it was refused, as a sentence; null while it was not. */
  readonly refusal: string | null;
  readonly error: unknown;
  /** Seconds until it may be tried again. */
  readonly waiting: number;
  readonly forget: () => void;
}

/** One call made by a form: busy, refused in words, or made to wait. */
export function useAct<Input, Output>(
  call: (input: Input) => Promise<Output>,
  onDone: (output: Output) => void,
  onRefused: (error: unknown) => void = () => undefined,
): Act<Input> {
  const { t } = useTranslation(['access', 'ui']);
  const [until, setUntil] = useState(0);
  const now = useNow();
  const mutation = useMutation({
    mutationFn: call,
    onSuccess: onDone,
    onError: (error) => {
      const wait = waitOf(error);
      // The clock on screen ticks by the second: without a wait there is nothing to compare it with.
      setUntil(wait === 0 ? 0 : Date.now() + wait);
      onRefused(error);
    },
  });
  return {
    run: mutation.mutate,
    busy: mutation.isPending,
    error: mutation.error,
    refusal: mutation.error === null ? null : refusalText(mutation.error, t),
    waiting: until > now ? Math.ceil((until - now) / 1_000) : 0,
    forget: mutation.reset,
  };
}
