import { sql } from 'kysely';
import { z } from 'zod';
import { type Notification, notification } from '../../../../shared/features/notifications/contract';
import type { Reader, Reads, Tx } from '../../store/types';

const row = z
  .object({
    id: z.string(),
    at: z.int(),
    kind: z.string(),
    urgency: z.string(),
    values_json: z.string(),
    link: z.string().nullable(),
    simulated: z.int(),
    read_at: z.int().nullable(),
    operators_json: z.string().nullable(),
  })
  .transform(({ values_json, simulated, read_at, operators_json, ...rest }) =>
    notification.parse({
      ...rest,
      values: JSON.parse(values_json),
      simulated: simulated === 1,
      readAt: read_at,
      operators: operators_json === null ? null : JSON.parse(operators_json),
    }),
  );

const COLUMNS = ['id', 'at', 'kind', 'urgency', 'values_json', 'link', 'simulated', 'read_at', 'operators_json'] as const;

/** Those for everybody, and those for this operator. */
function visible(operator: string) {
  return sql<boolean>`(operators_json IS NULL OR EXISTS (SELECT 1 FROM json_each(operators_json) WHERE value = ${operator}))`;
}

/** Newest first, those before a time where one is given. */
export function listNotifications(read: Reader, operator: string, before: number | null, limit: number): Notification[] {
  const all = read.db
    .selectFrom('notifications')
    .select(COLUMNS)
    .where(visible(operator))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  return read.all(before === null ? all : all.where('at', '<', before), row);
}

export function notificationById(read: Reader, id: string): Notification | undefined {
  return read.get(read.db.selectFrom('notifications').select(COLUMNS).where('id', '=', id), row);
}

export function countUnread(reads: Reads, db: Reader['db'], operator: string): number {
  const query = db
    .selectFrom('notifications')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('read_at', 'is', null)
    .where(visible(operator));
  return reads.get(query)?.n ?? 0;
}

/** `origin` names what it tells of: the same origin again is the same notice. False when it was there. */
export function insertNotification(tx: Tx, notice: Notification, origin: string): boolean {
  const known = tx.get(tx.db.selectFrom('notifications').select('id').where('origin', '=', origin));
  if (known !== undefined) return false;
  const { values, simulated, readAt, operators, ...rest } = notice;
  const columns = { values_json: JSON.stringify(values), simulated: simulated ? 1 : 0, read_at: readAt, origin };
  const operators_json = operators === null ? null : JSON.stringify(operators);
  tx.run(tx.db.insertInto('notifications').values({ ...rest, ...columns, operators_json }));
  return true;
}

/** Marks what the operator can see. @param ids null marks all. */
export function markRead(tx: Tx, operator: string, ids: readonly string[] | null): void {
  const all = tx.db.updateTable('notifications').set({ read_at: tx.at }).where('read_at', 'is', null);
  const unread = all.where(visible(operator));
  if (ids === null) tx.run(unread);
  else if (ids.length > 0) tx.run(unread.where('id', 'in', ids));
}
