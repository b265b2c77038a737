import type { ApprovalRequest, ApprovalState, ApprovalsPort } from '../../electron/backend/features/backups/restores';
import { Refusal } from '../../electron/backend/store/refusal';
import { canonicalJson } from '../../shared/base/canonical';

/** Approvals as a restore needs them, in memory: never by the one who asked, each used once, for exactly what was approved. */
export function someApprovals(): ApprovalsPort & { approve(id: string, by: string): void; readonly asked: ApprovalRequest[] } {
  const asked: ApprovalRequest[] = [];
  const states = new Map<string, ApprovalState>();
  const requestOf = (id: string) => asked[Number(id)];
  return {
    asked,
    request(_, request) {
      const id = String(asked.push(request) - 1);
      states.set(id, 'waiting');
      return id;
    },
    stateOf: (_, id) => states.get(id) ?? 'refused',
    consume(_, id, body) {
      const same = canonicalJson(requestOf(id)?.body ?? null) === canonicalJson(body);
      if (states.get(id) !== 'approved' || !same) throw new Refusal('NOT_APPROVED');
      states.set(id, 'used');
    },
    approve(id, by) {
      if (requestOf(id)?.requestedBy === by) throw new Refusal('SELF');
      states.set(id, 'approved');
    },
  };
}
