import type { Notification, notificationsContract } from '../../../../shared/features/notifications/contract';
import type { Clock } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import type { Facts, Reader, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import { countUnread, listNotifications, markRead, notificationById } from './store';

/** Announces that a notice was stored; its subject is the notice. */
export const NOTIFIED = 'notification.made';
/** Notices that may wait for a reader who does not read; older ones are in the list. */
const WAITING = 200;

export interface NotificationsOptions {
  readonly read: Reader;
  readonly facts: Facts;
  readonly clock: Clock;
}

export function createNotifications(options: NotificationsOptions): {
  readonly handlers: Handlers<typeof notificationsContract>;
} {
  const { read, facts, clock } = options;
  const unread = (tx: Tx, operator: string) => ({ unread: countUnread(tx, tx.db as unknown as Reader['db'], operator) });
  return {
    handlers: {
      list: {
        query: ({ before, limit }, { actor }) => ({
          rows: listNotifications(read, actor.id, before, limit),
          unread: countUnread(read, read.db, actor.id),
        }),
      },
      stream: {
        query: (_, { actor, signal }) =>
          flatten(
            conflate<Notification>({
              clock,
              hz: 10,
              signal,
              limit: WAITING,
              source: (offer) =>
                facts.subscribe((fact) => {
                  if (fact.kind !== NOTIFIED) return;
                  const notice = notificationById(read, fact.subject);
                  if (notice !== undefined && isFor(notice, actor.id)) offer(notice.id, notice);
                }),
            }),
          ),
      },
      markRead: {
        command: ({ ids }, { actor }) => {
          return (tx) => {
            markRead(tx, actor.id, ids);
            return unread(tx, actor.id);
          };
        },
      },
      markAllRead: {
        command: (_, { actor }) => {
          return (tx) => {
            markRead(tx, actor.id, null);
            return unread(tx, actor.id);
          };
        },
      },
    },
  };
}

function isFor({ operators }: Notification, operator: string): boolean {
  return operators === null || operators.includes(operator);
}
