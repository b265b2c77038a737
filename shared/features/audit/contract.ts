import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { command, query, stream } from '../../base/contract';

export const auditFilter = z.object({
  text: z.string().max(100).optional(),
  /** What people did, or what the console did by itself (`system:…`). */
  by: z.enum(['people', 'system']).optional(),
  actors: z.array(z.string()).optional(),
  actions: z.array(z.string()).optional(),
  results: z.array(z.enum(['done', 'refused', 'fault'])).optional(),
  from: z.int().optional(),
  to: z.int().optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

/** One line of the journal: what was asked by whom, and how it ended. Hash-chained; never edited or removed. */
export const auditRow = z.object({
  sequence: z.int(),
  at: z.int(),
  actor: z.string(),
  /** The procedure's path, such as `signals.release`. */
  action: z.string(),
  result: z.enum(['done', 'refused', 'fault']),
  /** The refusal's word or the fault's id. */
  code: z.string().nullable(),
  /** Id of the record acted on, where there is one. */
  subject: z.string().nullable(),
  /** SHA-256 of the canonical input. */
  inputDigest: z.string(),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof auditRow>;

export const auditContract = {
  list: query('audit:read')
    .input(z.object({ filter: auditFilter, before: z.int().nullable(), limit: z.int().min(1).max(500) }))
    .output(
      z.object({
        rows: z.array(auditRow),
        next: z.int().nullable(),
        total: z.int(),
        actors: z.array(z.string()),
        actions: z.array(z.string()),
      }),
    ),
  changes: stream('audit:read').output(eventIterator(z.object({ sequence: z.int() }))),
  /** CSV text in pieces, with progress; the export itself is audited. */
  export: command('audit:export')
    .input(z.object({ filter: auditFilter }))
    .output(eventIterator(z.object({ done: z.int(), total: z.int(), text: z.string() }))),
  /** Walks the chain; the last event says whether it holds. */
  verify: stream('audit:read').output(
    eventIterator(
      z.object({
        checked: z.int(),
        total: z.int(),
        finished: z.boolean(),
        broken: z.object({ sequence: z.int(), reason: z.string() }).nullable(),
      }),
    ),
  ),
};
