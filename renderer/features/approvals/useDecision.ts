import { useTranslation } from 'react-i18next';
import type approvalsWords from '../../../resources/locales/fr/approvals.json';
import { type SaidCall, useSaidCall } from '../../ui/useSaidCall';
import { readApprovals } from './queries';

type Refused = keyof typeof approvalsWords.refusal;

/** One call of this screen. */
export function useDecision<Input, Output>(
  call: (input: Input) => Promise<Output>,
  said: string,
  onDone?: (output: Output) => void,
): SaidCall<Input> {
  const { t, i18n } = useTranslation('approvals');
  return useSaidCall(call, {
    said,
    ...(onDone === undefined ? {} : { onDone }),
    reread: readApprovals,
    sentence: (code) => (i18n.exists(`approvals:refusal.${code}`) ? t(`refusal.${code as Refused}`) : null),
  });
}
