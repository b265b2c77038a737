import { z } from 'zod';
import type { Notification } from '../../../../shared/features/notifications/contract';
import type { Settings } from '../../../../shared/features/settings/contract';
import type { Ids } from '../../kit/ids';
import type { Fact, Reactions, Tx } from '../../store/types';
import { NOTIFIED } from './service';
import { insertNotification } from './store';

/** What a fact must carry to become a notice; facts hold only ids and figures. */
const noticeFact = z.object({
  /** False for what is too old to interest anybody, or while publication is stopped. */
  notify: z.boolean(),
  simulated: z.boolean(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Whom it concerns: those who hold a role, those who are named; everybody where neither is said. */
  roles: z.array(z.string()).optional(),
  operators: z.array(z.string()).optional(),
  /** Where a click leads, where the kind alone does not say it. */
  link: z.string().optional(),
});
type NoticeFact = z.infer<typeof noticeFact>;

const URGENCY: Readonly<Record<Notification['kind'], Notification['urgency']>> = {
  'signal.validated': 'attention',
  'signal.quarantined': 'info',
  'signal.outcome': 'info',
  'feed.offline': 'urgent',
  'feed.back': 'info',
  'clock.offset': 'urgent',
  'backend.restarted': 'info',
  'disk.full': 'urgent',
  'sop.due': 'attention',
  'sop.missed': 'attention',
  'sop.assigned': 'attention',
  'sop.handed-over': 'attention',
  'sop.phase-late': 'urgent',
  'sop.escalated': 'urgent',
  'sop.notified': 'attention',
  'approval.requested': 'attention',
  'approval.decided': 'info',
  'approval.expired': 'attention',
  'approval.broken-glass': 'urgent',
  'access.review-overdue': 'attention',
  'backup.late': 'attention',
  'backup.failed': 'urgent',
  'backup.line-late': 'attention',
  'model.trained': 'info',
  'model.refused': 'attention',
  'model.promoted': 'info',
  'model.quarantined': 'urgent',
  'model.expired': 'attention',
  'quality.win-rate': 'urgent',
  'quality.paused': 'urgent',
  'quality.drawdown': 'urgent',
  'quality.anomaly': 'urgent',
  'quality.stopped': 'urgent',
  'quality.lifted': 'info',
  'quality.review-overdue': 'attention',
  'quality.report-ready': 'info',
  'register.proof-differs': 'urgent',
  'register.anchor-failed': 'attention',
  'backtest.done': 'info',
  'feed.divergence': 'attention',
};
const KINDS = Object.keys(URGENCY) as Notification['kind'][];

/** Screens that a kind of notice leads to; a colon stands for what the fact is about. */
const LINKS: Readonly<Partial<Record<Notification['kind'], string>>> = {
  'signal.validated': '/signals/:',
  'signal.quarantined': '/signals/:',
  'signal.outcome': '/signals/:',
  'sop.due': '/today',
  'sop.missed': '/today',
  'sop.assigned': '/runs/:',
  'sop.handed-over': '/runs/:',
  'sop.phase-late': '/runs/:',
  'sop.escalated': '/runs/:',
  'sop.notified': '/runs/:',
  'approval.requested': '/approvals/:',
  'approval.decided': '/approvals/:',
  'approval.expired': '/approvals/:',
  'approval.broken-glass': '/approvals/:',
  'access.review-overdue': '/people',
  'backup.late': '/backups',
  'backup.failed': '/backups',
  'backup.line-late': '/backups',
  'model.trained': '/models/:',
  'model.refused': '/models/:',
  'model.promoted': '/models/:',
  'model.quarantined': '/models/:',
  'model.expired': '/models/:',
  'quality.win-rate': '/quality',
  'quality.paused': '/quality',
  'quality.drawdown': '/quality',
  'quality.anomaly': '/quality',
  'quality.stopped': '/quality',
  'quality.lifted': '/quality',
  'quality.review-overdue': '/reviews',
  'quality.report-ready': '/reports',
  'register.proof-differs': '/register',
  'register.anchor-failed': '/register',
  'backtest.done': '/backtests/:',
  'feed.divergence': '/health',
};

export interface NotificationReactionOptions {
  readonly reactions: Reactions;
  readonly ids: Ids;
  readonly settings: () => Settings;
  /** Ids of the active operators who hold one of the roles. */
  readonly holders: (roles: readonly string[]) => readonly string[];
}

/** Facts that a person should hear of become notices: stored rows, so that nothing is missed while no window is open. */
export function registerNotificationReactions(options: NotificationReactionOptions): void {
  options.reactions.register('notifications', KINDS, (tx, fact) => notify(options, tx, fact), 'beginning');
}

function notify(options: NotificationReactionOptions, tx: Tx, fact: Fact): void {
  const kind = KINDS.find((known) => known === fact.kind);
  if (kind === undefined) return;
  const data = noticeFact.parse(fact.data);
  const { notifyQuarantine, notifyOutcomes } = options.settings();
  if (!data.notify || (kind === 'signal.quarantined' && !notifyQuarantine) || (kind === 'signal.outcome' && !notifyOutcomes))
    return;
  const people = concerned(options, data);
  if (people === null) make(options, tx, fact, kind, data, null);
  // One each, so that reading one's own leaves the others' unread.
  else for (const id of people) make(options, tx, fact, kind, data, id);
}

/** Null for everybody, also where nobody holds the role: better told to all than to none. */
function concerned(options: NotificationReactionOptions, { roles, operators }: NoticeFact): readonly string[] | null {
  if (roles === undefined && operators === undefined) return null;
  const people = [...new Set([...(operators ?? []), ...(roles === undefined ? [] : options.holders(roles))])];
  return people.length === 0 ? null : people;
}

function make(
  options: NotificationReactionOptions,
  tx: Tx,
  fact: Fact,
  kind: Notification['kind'],
  data: NoticeFact,
  operator: string | null,
): void {
  const notice: Notification = {
    id: options.ids(),
    at: fact.at,
    kind,
    urgency: URGENCY[kind],
    values: data.values,
    link: data.link ?? LINKS[kind]?.replace(':', fact.subject) ?? null,
    simulated: data.simulated,
    operators: operator === null ? null : [operator],
    readAt: null,
  };
  const origin = operator === null ? `fact:${fact.sequence}` : `fact:${fact.sequence}:${operator}`;
  if (insertNotification(tx, notice, origin)) tx.fact(NOTIFIED, notice.id);
}
