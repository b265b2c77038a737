import { isDefinedError } from '@orpc/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc, queryClient } from '../../app/client';

const readAgain = () => queryClient.invalidateQueries({ queryKey: orpc.directory.list.key() });

export function useDirectory() {
  return useQuery(orpc.directory.list.queryOptions());
}

export function useSaveEntry() {
  return useMutation(orpc.directory.save.mutationOptions({ onSuccess: readAgain }));
}

export function useRemoveEntry() {
  return useMutation(orpc.directory.remove.mutationOptions({ onSuccess: readAgain }));
}

/** Why a change did not go through, as a sentence. */
export function useRefusal(): (
  error: ReturnType<typeof useSaveEntry>['error'] | ReturnType<typeof useRemoveEntry>['error'],
) => string {
  const { t } = useTranslation('directory');
  return (error) => {
    if (error === null || !isDefinedError(error)) return t('refusal.other');
    switch (error.code) {
      case 'STALE_ENTRY':
        return t('refusal.STALE_ENTRY', { by: error.data.by });
      case 'STILL_NAMED':
        return t('refusal.STILL_NAMED', { procedures: error.data.procedures.join(', ') });
      default:
        return t(`refusal.${error.code}`);
    }
  };
}
