import type { AccessLevel, Role, SupportTier } from '../../../../shared/base/access';
import type { CaseKind, LineKind } from '../../../../shared/features/people/contract';
import type { Tx } from '../../store/types';

/** An operator as a review sees one: rights, last use and the ages of keys. */
export interface ReviewedOperator {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly level: AccessLevel;
  readonly tier: SupportTier;
  readonly state: 'invited' | 'active' | 'disabled' | 'archived';
  readonly lastSeenAt: number | null;
  readonly passwordAt: number | null;
  readonly secondFactorAt: number | null;
}

/** Everybody there is, asked anew every time. */
export type ReviewedOperators = () => readonly ReviewedOperator[];

/** What somebody is called; the id where there is no such operator, such as for the console itself. */
export function nameOf(operators: ReviewedOperators, id: string): string {
  return operators().find((one) => one.id === id)?.name ?? id;
}

export interface NewLine {
  readonly kind: LineKind;
  readonly label: string;
  readonly dueDay: string;
  /** Given where it is done already. */
  readonly proof: string | null;
}

/** What a procedure adds to the register: to a case by its id, or to the open case of a person, which is opened where there is none. */
export interface RegisterEntry {
  readonly target:
    | { readonly caseId: string }
    | { readonly kind: CaseKind; readonly name: string; readonly operatorId: string | null; readonly day: string };
  readonly line: NewLine;
}

export interface RegisterPort {
  /** Throws Refusal UNKNOWN_CASE or CASE_OVER. */
  addLine(tx: Tx, entry: RegisterEntry): { readonly caseId: string; readonly lineId: string };
}
