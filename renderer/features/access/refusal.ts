import type { TFunction } from 'i18next';
import { faultOf } from '../../ui/fault';

const KNOWN = [
  'ALREADY_SET_UP',
  'WEAK_PASSWORD',
  'WRONG_CREDENTIALS',
  'CODE_REQUIRED',
  'WRONG_CODE',
  'DISABLED',
  'TOO_MANY',
  'NOT_LOCKED',
  'NO_SECOND_FACTOR',
  'UNKNOWN_INVITATION',
  'EXPIRED_INVITATION',
  'NOT_SIGNED_IN',
  'STEP_UP',
  'NOT_BEGUN',
  'UNKNOWN_SESSION',
  'UNKNOWN_OPERATOR',
  'LAST_OWNER',
  'NOT_SELF',
  'EMAIL_TAKEN',
  'NOT_INVITED',
  'NOT_DISABLED',
  'FORBIDDEN',
] as const;
type Known = (typeof KNOWN)[number];
const isKnown = (code: string | null): code is Known => (KNOWN as readonly (string | null)[]).includes(code);

/** Why the backend refused, as a sentence with what to do. */
export function refusalText(error: unknown, t: TFunction<['access', 'ui']>): string {
  const { code, kind } = faultOf(error);
  if (isKnown(code)) return t(`access:refusal.${code}`);
  return `${t(`ui:error.${kind}.title`)}. ${t(`ui:error.${kind}.todo`)}`;
}

/** How long the next attempt has to wait, where the refusal says so. */
export function waitOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('data' in error)) return 0;
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('waitMs' in data)) return 0;
  return typeof data.waitMs === 'number' ? data.waitMs : 0;
}
