import type { Role, SupportTier } from '../../../../shared/base/access';
import type { Json } from '../../../../shared/base/canonical';
import type { SessionHours } from '../../../../shared/features/sop/sessionEdge';
import type { Text } from '../../../../shared/features/sop/text';
import type { Clock } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import type { EvidenceStore } from '../../store/evidence';
import type { Commands, Facts, Reader, Reads, Tx } from '../../store/types';
import type { Acts, Checks } from '../checks';

/** An operator as procedures see one. */
export interface SopOperator {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly tier: SupportTier;
  readonly team: string;
  /** False for who is disabled or archived: a name for old runs, nobody to hand anything to. */
  readonly active: boolean;
}

export interface ApprovalRequest {
  readonly kind: string;
  readonly subject: string;
  readonly title: Text;
  readonly link: string;
  readonly requestedBy: string;
  /** What exactly is approved; its canonical JSON is hashed. */
  readonly body: Json;
  readonly lines: readonly { readonly label: Text; readonly value: string }[];
  readonly amount: null;
  readonly groups: readonly { readonly id: string; readonly roles: readonly string[] }[];
  readonly expiresAt: number;
}

export interface ApprovalState {
  readonly state: 'open' | 'approved' | 'refused' | 'withdrawn' | 'expired' | 'executed';
  readonly digest: string;
  readonly requestedBy: string;
  readonly approvers: readonly string[];
}

/** The approvals desk, as procedures use it. */
export interface Approvals {
  request(tx: Tx, request: ApprovalRequest): string;
  withdraw(tx: Tx, id: string): void;
  stateOf(reads: Reads, id: string): ApprovalState | null;
  /** Uses the approval up. Throws Refusal APPROVAL_MISSING or APPROVAL_DIFFERS. */
  consume(tx: Tx, id: string, body: Json, kind: string): void;
}

export interface SopOptions {
  readonly read: Reader;
  readonly commands: Commands;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly evidence: EvidenceStore;
  readonly operators: () => readonly SopOperator[];
  readonly approvals: Approvals;
  /** What the other features can prove and do; this one's own come on top. */
  readonly checks: Checks;
  readonly acts: Acts;
  readonly sessions: Readonly<Record<string, SessionHours>>;
  /** Texts of the procedures that ship, by file name. */
  readonly shipped: () => readonly string[];
  readonly onError: (error: unknown) => void;
}
