import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, orpc, queryClient } from '../../app/client';
import { useGoTo } from '../../app/navigation';
import { faultOf } from '../../ui/fault';
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
        const started = startedRun(error);
        if (started === null) throw error;
        tell(t('start.already'));
        return started;
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

/** The run that somebody else has just started; null where the refusal is another one. */
function startedRun(error: unknown): string | null {
  if (faultOf(error).code !== 'ALREADY_STARTED' || typeof error !== 'object' || error === null || !('data' in error)) return null;
  const data = error.data as { readonly run?: string } | undefined;
  return data?.run ?? null;
}
