import type { AccessLevel, Role, SupportTier } from '../../../../shared/base/access';
import type { Json } from '../../../../shared/base/canonical';
import type { Money } from '../../../../shared/base/money';
import type { ApprovalState } from '../../../../shared/features/approvals/contract';
import type { Approver } from '../../../../shared/features/approvals/rules';
import type { Reads, Tx } from '../../store/types';

/** Everybody there is, disabled ones too; asked anew every time. */
export type Operators = () => readonly Approver[];

export interface ApprovalRequest {
  readonly kind: string;
  readonly subject: string;
  readonly title: { readonly fr: string; readonly en: string };
  /** Where what is asked for is shown, a path of the console. */
  readonly link: string | null;
  readonly requestedBy: string;
  /** Exactly what will be carried out: ids and figures, no personal value. */
  readonly body: Json;
  /** The same for the approver's eyes. */
  readonly lines: readonly { readonly label: { readonly fr: string; readonly en: string }; readonly value: string }[];
  readonly amount: Money | null;
  readonly groups: readonly {
    readonly id: string;
    readonly roles: readonly Role[];
    readonly level?: AccessLevel;
    readonly tier?: SupportTier;
  }[];
  readonly expiresAt: number;
  /** Who may not approve besides the requester, such as the one who gains by it. */
  readonly excluded?: readonly string[];
}

export interface ApprovalStanding {
  readonly state: ApprovalState;
  readonly digest: string;
  readonly requestedBy: string;
  readonly approvers: readonly string[];
}

/** What other features do with approvals; each has a port of this shape that compose fills. */
export interface ApprovalsPort {
  /** Asks, and returns the approval's id. */
  request(tx: Tx, request: ApprovalRequest): string;
  /** What was asked for is no longer wanted. Nothing happens where it is over already. */
  withdraw(tx: Tx, id: string, reason?: string): void;
  stateOf(reads: Reads, id: string): ApprovalStanding | null;
  /** Uses an approval up, once. Throws Refusal APPROVAL_MISSING, or APPROVAL_DIFFERS where the body or kind is another. */
  consume(tx: Tx, id: string, body: Json, kind: string): void;
}
