import { DAY } from '../../../../shared/base/time';
import { isMoney } from '../../../../shared/features/approvals/kinds';
import type { Approver } from '../../../../shared/features/approvals/rules';
import { Refusal } from '../../store/refusal';
import type { Tx } from '../../store/types';
import { checkDigest, close, type Decision, stateAt } from './desk';
import { insertDecision, type StoredApproval } from './store';

/** How long an act waits that one person alone lets through without a recovery code. */
export const GLASS_DELAY = DAY;
/** How long it can be carried out once the delay is over. */
const AFTERWARDS = DAY;

/** True where there is nobody else who could be asked. */
export function isAlone(people: readonly Approver[], operator: string): boolean {
  const active = people.filter((one) => one.active);
  return active.length === 1 && active[0]?.id === operator;
}

export interface GlassOptions {
  readonly people: readonly Approver[];
  /** Uses up one of the operator's recovery codes; false where it is none. */
  readonly takeRecoveryCode: (tx: Tx, operator: string, code: string) => boolean;
}

/** One person alone goes on: at once with a recovery code, else after a day in which anybody may still object. */
export function breakGlass(
  tx: Tx,
  { people, takeRecoveryCode }: GlassOptions,
  approval: StoredApproval,
  decision: Decision,
  code: string | null,
): void {
  const state = stateAt(approval, tx.at);
  if (state !== 'open') throw new Refusal('NOT_OPEN', { state });
  if (isMoney(approval.kind, approval.amount)) throw new Refusal('MONEY_NEVER');
  if (!isAlone(people, decision.by)) throw new Refusal('NOT_ALONE');
  checkDigest(approval, decision.digest);
  if (approval.glassState === 'running' && code === null) throw new Refusal('ALREADY_BEGUN');
  if (code !== null && !takeRecoveryCode(tx, decision.by, code)) throw new Refusal('WRONG_CODE');
  if (approval.glassState === null) {
    insertDecision(tx, { ...decision, approval: approval.id, verdict: 'break-glass', options: [] });
  }
  const dueAt = code === null ? tx.at + GLASS_DELAY : tx.at;
  const begun = { glass_by: decision.by, glass_at: tx.at, glass_due_at: dueAt, glass_state: 'running' };
  const expires_at = Math.max(approval.expiresAt, dueAt + AFTERWARDS);
  tx.run(
    tx.db
      .updateTable('approvals')
      .set({ ...begun, expires_at })
      .where('id', '=', approval.id),
  );
  if (code === null) tellGlass(tx, approval, 'begun');
  else endGlass(tx, approval, people, decision.by);
}

/** The delay is over. Where somebody else has become active meanwhile, there is somebody to ask, and the glass stays whole. */
export function endGlass(tx: Tx, approval: StoredApproval, people: readonly Approver[], by: string): void {
  const alone = isAlone(people, by);
  const glass_state = alone ? 'broken' : 'lapsed';
  tx.run(tx.db.updateTable('approvals').set({ glass_state }).where('id', '=', approval.id));
  tellGlass(tx, approval, glass_state);
  if (alone) close(tx, { ...approval, glassState: glass_state }, 'approved', null);
}

/** Loudly: a fact of its own, and a notice to everybody. */
function tellGlass(tx: Tx, { id, kind, title }: StoredApproval, phase: 'begun' | 'broken' | 'lapsed'): void {
  const values = { fr: title.fr, en: title.en, phase };
  tx.fact('approval.broken-glass', id, { notify: true, simulated: false, values, kind, phase });
}
