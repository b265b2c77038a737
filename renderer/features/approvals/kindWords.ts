import type { TFunction } from 'i18next';
import type { KNOWN_KINDS } from '../../../shared/features/approvals/kinds';

type Known = (typeof KNOWN_KINDS)[number];

/** What is asked for, in a word; a kind that no feature of this version asks for is shown as it is written. */
export function kindWord(kind: string, t: TFunction<'approvals'>): string {
  return t(`kind.${kind as Known}`, { defaultValue: kind });
}
