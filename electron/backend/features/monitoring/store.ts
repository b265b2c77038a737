import { z } from 'zod';
import { outboxRow } from '../../../../shared/features/monitoring/contract';
import type { Reader } from '../../store/types';

const row = z
  .object({
    id: z.string(),
    kind: z.string(),
    state: z.string(),
    attempts: z.int(),
    created_at: z.int(),
    next_at: z.int().nullable(),
    last_error: z.string().nullable(),
    dry: z.int(),
  })
  .transform(({ created_at, next_at, last_error, dry, ...rest }) =>
    outboxRow.parse({ ...rest, createdAt: created_at, nextAt: next_at, lastError: last_error, dry: dry === 1 }),
  );

/** Newest first. */
export function listOutbox(read: Reader, limit: number) {
  return read.all(
    read.db
      .selectFrom('outbox')
      .select(['id', 'kind', 'state', 'attempts', 'created_at', 'next_at', 'last_error', 'dry'])
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit),
    row,
  );
}
