import { isDefinedError } from '@orpc/client';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, orpc, queryClient } from '../../app/client';
import { useGoTo } from '../../app/navigation';
import { tell } from '../../ui/toasts';
import { useRefusalText } from './refusal';

export interface StartInput {
  readonly procedure: string;
  readonly schedule?: string;
  readonly dueAt?: number;
  readonly subject?: string;
}

/** Starts a run and opens it. One that somebody has just started is opened instead. */
export function useStart() {
  const { t } = useTranslation('sop');
  const goTo = useGoTo();
  const refusalText = useRefusalText();
  const start = useMutation({
    mutationFn: async (input: StartInput) => {
      try {
        return (await client.sop.start(input)).run;
      } catch (error) {
        if (!(error instanceof Error) || !isStarted(error)) throw error;
        tell(t('start.already'));
        return error.data.run;
      }
    },
    onSuccess: (run) => {
      void queryClient.invalidateQueries({ queryKey: orpc.sop.today.key() });
      goTo(`/runs/${run}`);
    },
  });
  return {
    start: (input: StartInput) => start.mutate(input),
    busy: start.isPending,
    refusal: start.isError ? refusalText(start.error) : null,
    reset: start.reset,
  };
}

type Started = Error & { readonly code: 'ALREADY_STARTED'; readonly data: { readonly run: string } };

function isStarted(error: Error): error is Started {
  return isDefinedError(error) && 'code' in error && error.code === 'ALREADY_STARTED';
}
