import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { command, query, stream } from '../../base/contract';
import { uuid } from '../../base/ids';

/** The notice's words live in the locales under `notifications.<kind>`; `values` fills them in. */
export const notification = z.object({
  id: uuid,
  at: z.int(),
  kind: z.enum([
    'signal.validated',
    'signal.quarantined',
    'signal.outcome',
    'feed.offline',
    'feed.back',
    'clock.offset',
    'backend.restarted',
    'disk.full',
    'sop.due',
    'sop.missed',
    'sop.assigned',
    'sop.handed-over',
    'sop.phase-late',
    'sop.escalated',
    'sop.notified',
    'approval.requested',
    'approval.decided',
    'approval.expired',
    'approval.broken-glass',
    'access.review-overdue',
    'backup.late',
    'backup.failed',
    'backup.line-late',
    'model.trained',
    'model.refused',
    'model.promoted',
    'model.quarantined',
    'model.expired',
    'quality.win-rate',
    'quality.paused',
    'quality.drawdown',
    'quality.anomaly',
    'quality.stopped',
    'quality.lifted',
    'quality.review-overdue',
    'quality.report-ready',
    'register.proof-differs',
    'register.anchor-failed',
    'backtest.done',
    'feed.divergence',
  ]),
  urgency: z.enum(['info', 'attention', 'urgent']),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Where a click leads, a path of the console such as `/signals/<id>`; null where there is nowhere to go. */
  link: z.string().nullable(),
  simulated: z.boolean(),
  /** Ids of those it is for; null for everybody. What is for somebody is read by them alone. */
  operators: z.array(z.string()).nullable(),
  readAt: z.int().nullable(),
});
export type Notification = z.infer<typeof notification>;

export const notificationsContract = {
  list: query('notifications:read')
    .input(z.object({ before: z.int().nullable(), limit: z.int().min(1).max(200) }))
    .output(z.object({ rows: z.array(notification), unread: z.int() })),
  stream: stream('notifications:read').output(eventIterator(notification)),
  markRead: command('notifications:read')
    .input(z.object({ ids: z.array(uuid).max(500) }))
    .output(z.object({ unread: z.int() })),
  markAllRead: command('notifications:read').output(z.object({ unread: z.int() })),
};
