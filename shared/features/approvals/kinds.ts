/** Kinds that features ask approval for, so that delegating can offer them before the first request. */
export const KNOWN_KINDS = ['procedure', 'sop', 'restore', 'refund', 'payout', 'publication', 'deployment'] as const;

const MONEY_KINDS = /^(refund|payout|payment|commission|invoice)/;

/** Money is never let through by one person alone, whatever the emergency. */
export function isMoney(kind: string, amount: unknown): boolean {
  return amount !== null || MONEY_KINDS.test(kind);
}
