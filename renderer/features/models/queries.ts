import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type modelsWords from '../../../resources/locales/fr/models.json';
import { client, orpc, queryClient } from '../../app/client';
import { useHello } from '../../app/frame/hello';
import { useStream } from '../../app/useStream';
import { type SaidCall, useSaidCall } from '../../ui/useSaidCall';

/** Live figures move with every candidate, and an expiry comes without any news. */
const REREAD_MS = 30_000;

export const readModels = () => queryClient.invalidateQueries({ queryKey: orpc.models.key() });

export function useMay(permission: 'models:train' | 'models:promote'): boolean {
  return useHello()?.permissions.includes(permission) ?? false;
}

export function useModels() {
  useStream(
    'models',
    (options) => client.models.changes(undefined, options),
    () => void readModels(),
  );
  return useQuery(orpc.models.list.queryOptions({ refetchInterval: REREAD_MS, placeholderData: keepPreviousData }));
}

export function useModel(id: string) {
  return useQuery(orpc.models.get.queryOptions({ input: { id }, refetchInterval: REREAD_MS }));
}

export function useMaterial() {
  return useQuery(orpc.models.material.queryOptions());
}

type Refused = keyof typeof modelsWords.refusal;

/** One act upon models, told when it is done and refused in words. */
export function useAct<Input, Output>(
  call: (input: Input) => Promise<Output>,
  said: string,
  onDone?: (output: Output) => void,
): SaidCall<Input> {
  const { t, i18n } = useTranslation('models');
  return useSaidCall(call, {
    said,
    ...(onDone === undefined ? {} : { onDone }),
    reread: readModels,
    sentence: (code) => (i18n.exists(`models:refusal.${code}`) ? t(`refusal.${code as Refused}`) : null),
  });
}
