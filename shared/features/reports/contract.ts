import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { fileBlob } from '../../base/blobSchema';
import { command, query, stream } from '../../base/contract';
import { reportFigures } from './figures';

export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const one = z.object({ month });

export const reportRow = z.object({
  month,
  /** Published signals closed in it so far. */
  closed: z.int(),
  /** The newest report of the month; null before the first. */
  madeAt: z.int().nullable(),
  madeBy: z.string().nullable(),
  partial: z.boolean(),
});
export type ReportRow = z.infer<typeof reportRow>;

export const reportNote = z.object({ at: z.int(), name: z.string(), text: z.string() });
export type ReportNote = z.infer<typeof reportNote>;

export const report = z.object({
  madeAt: z.int(),
  madeBy: z.string(),
  /** SHA-256 of the public figures in canonical JSON. */
  digest: z.string(),
  figures: reportFigures,
  notes: z.array(reportNote),
});
export type Report = z.infer<typeof report>;

export const FORMATS = ['pdf', 'html', 'csv'] as const;
export const AUDIENCES = ['public', 'internal'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const reportsContract = {
  /** Newest first, from the first month with a closed signal to this one. */
  list: query('quality:read').output(z.object({ months: z.array(reportRow) })),
  get: query('quality:read').input(one).output(report).errors({ NO_REPORT: {} }),
  /** Makes the report anew from the record; earlier ones are kept. A month that is not over gives a partial one. */
  generate: command('quality:manage').input(one).output(report).errors({ NOT_BEGUN: {}, BUSY: {} }),
  download: query('quality:read')
    .input(one.extend({ format: z.enum(FORMATS), language: z.enum(['fr', 'en']), audience: z.enum(AUDIENCES) }))
    .output(z.object({ name: z.string(), mime: z.string(), file: fileBlob }))
    .errors({ NO_REPORT: {} }),
  /** For inside alone: never part of the public version. */
  addNote: command('quality:manage')
    .input(one.extend({ text: z.string().trim().min(5).max(2000) }))
    .output(z.object({ notes: z.array(reportNote) })),
  changes: stream('quality:read').output(eventIterator(z.object({ sequence: z.int() }))),
};
