import type { TFunction } from 'i18next';
import type approvalsWords from '../../../resources/locales/fr/approvals.json';
import { faultOf } from '../../ui/fault';

type Known = keyof typeof approvalsWords.refusal;

const KNOWN: Readonly<Record<Known, true>> = {
  UNKNOWN_APPROVAL: true,
  NOT_OPEN: true,
  APPROVAL_DIFFERS: true,
  OWN_REQUEST: true,
  EXCLUDED: true,
  ALREADY_DECIDED: true,
  NOT_APPROVER: true,
  GROUP_TAKEN: true,
  NOT_REQUESTER: true,
  MONEY_NEVER: true,
  NOT_ALONE: true,
  WRONG_CODE: true,
  ALREADY_BEGUN: true,
  UNKNOWN_OPERATOR: true,
  NOT_SELF: true,
  BAD_UNTIL: true,
  UNKNOWN_DELEGATION: true,
};
const isKnown = (code: string | null): code is Known => code !== null && code in KNOWN;

/** Why it was not done, as a sentence with what to do. */
export function refusalText(error: unknown, t: TFunction<['approvals', 'ui']>): string {
  const { code, kind } = faultOf(error);
  if (isKnown(code)) return t(`approvals:refusal.${code}`);
  return `${t(`ui:error.${kind}.title`)}. ${t(`ui:error.${kind}.todo`)}`;
}
