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
});

const URGENCY: Readonly<Record<Notification['kind'], Notification['urgency']>> = {
  'signal.validated': 'attention',
  'signal.quarantined': 'info',
  'signal.outcome': 'info',
  'feed.offline': 'urgent',
  'feed.back': 'info',
  'clock.offset': 'urgent',
  'backend.restarted': 'info',
  'disk.full': 'urgent',
  'backup.late': 'urgent',
  'backup.failed': 'urgent',
  'backup.line-late': 'attention',
};
const KINDS = Object.keys(URGENCY) as Notification['kind'][];

export interface NotificationReactionOptions {
  readonly reactions: Reactions;
  readonly ids: Ids;
  readonly settings: () => Settings;
}

/** Facts that a person should hear of become notices: stored rows, so that nothing is missed while no window is open. */
export function registerNotificationReactions(options: NotificationReactionOptions): void {
  options.reactions.register('notifications', KINDS, (tx, fact) => notify(options, tx, fact), 'beginning');
}

function notify(options: NotificationReactionOptions, tx: Tx, fact: Fact): void {
  const kind = KINDS.find((known) => known === fact.kind);
  if (kind === undefined) return;
  const { notify: wanted, simulated, values } = noticeFact.parse(fact.data);
  const { notifyQuarantine, notifyOutcomes } = options.settings();
  if (!wanted || (kind === 'signal.quarantined' && !notifyQuarantine) || (kind === 'signal.outcome' && !notifyOutcomes)) return;
  const notice: Notification = {
    id: options.ids(),
    at: fact.at,
    kind,
    urgency: URGENCY[kind],
    values,
    link: kind.startsWith('signal.') ? `/signals/${fact.subject}` : kind.startsWith('backup.') ? '/backups' : null,
    simulated,
    readAt: null,
  };
  if (insertNotification(tx, notice, `fact:${fact.sequence}`)) tx.fact(NOTIFIED, notice.id);
}
