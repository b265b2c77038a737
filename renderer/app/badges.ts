import { useApprovalsDue } from '../features/approvals/queries';
import { useReviewsDue } from '../features/reviews/queries';
import { useDueCount } from '../features/signals/useDueCount';
import { useDueForMe } from '../features/sop/queries';

/** Numbers of things due, by screen id, shown on the rail once the first screen is up. Each entry is a hook. */
export const badges: Readonly<Record<string, () => number>> = {
  quarantine: useDueCount,
  today: useDueForMe,
  approvals: useApprovalsDue,
  reviews: useReviewsDue,
};
