import type { TFunction } from 'i18next';
import { faultOf } from '../../ui/fault';

const PROBLEMS = [
  'DAMAGED',
  'DIFFERS',
  'NOT_SOUND',
  'PASSPHRASE',
  'PASSPHRASE_NEEDED',
  'DISK_FULL',
  'UNREACHABLE',
  'FORBIDDEN',
  'MISSING',
  'SLOW_DOWN',
  'CANCELLED',
] as const;
const REFUSALS = [
  'BUSY',
  'UNKNOWN_POINT',
  'NO_POINT',
  'NOTHING_RUNS',
  'NO_PASSPHRASE',
  'NO_S3_SECRET',
  'UNREACHABLE',
  'FOLDER_UNUSABLE',
  'NOT_VERIFIED',
  'NO_APPROVALS',
  'UNKNOWN_RESTORE',
  'NOT_APPROVED',
  'FAILED',
  'NOT_YOURS',
  'NOT_DUE',
  'UNKNOWN_TOKEN',
] as const;

/** Why a point, a drill or a restore did not come to its end. */
export function problemText(t: TFunction<'backups'>, problem: string | null): string {
  const known = PROBLEMS.find((word) => word === problem);
  return t(`problem.${known ?? 'FAULT'}`);
}

/** Why the backend said no; with the problem behind it where it named one. */
export function refusalText(t: TFunction<'backups'>, error: unknown): string {
  const { code } = faultOf(error);
  const known = REFUSALS.find((word) => word === code);
  if (known === undefined) return t('refusal.unanswered');
  const problem = (error as { readonly data?: { readonly problem?: unknown } }).data?.problem;
  return typeof problem === 'string' ? `${t(`refusal.${known}`)} ${problemText(t, problem)}` : t(`refusal.${known}`);
}
