import type { TFunction } from 'i18next';

const REFUSALS = [
  'UNKNOWN_ENTRY',
  'BUSY',
  'NOT_READY',
  'FUTURE',
  'UNKNOWN_INCIDENT',
  'INSIDE_DATA_DIR',
  'FOLDER_UNUSABLE',
  'NO_PLACE',
] as const;

/** The sentence for a word of the contract; null for any other. */
export function refusalOf(t: TFunction<'register'>, code: string): string | null {
  const known = REFUSALS.find((word) => word === code);
  return known === undefined ? null : t(`refusal.${known}`);
}
