import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { columnsBlob } from '../../base/blobSchema';
import { command, query, stream } from '../../base/contract';
import { signalId } from '../../base/ids';
import { announcement } from '../market/contract';
import { check, decision, direction, hold, modelScore, outcome, reason } from '../signals/signal';
import { fundamental, technical } from './verdict';

export const sampleKind = z.enum(['published', 'quarantined']);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** One day's draw and how far its reviews have come. */
export const sampleDay = z.object({
  day,
  drawnAt: z.int(),
  /** SHA-256 of source, day and the seal chain's head; with the head, what anybody needs to draw again. */
  seed: z.string(),
  head: z.object({ sequence: z.int(), hash: z.string() }),
  /** Signals of the day that could be drawn. */
  published: z.int(),
  quarantined: z.int(),
  signals: z.int(),
  /** Reviews asked for, second ones included, and those given. */
  needed: z.int(),
  done: z.int(),
  /** Signals that wait for the caller. */
  mine: z.int(),
  contested: z.int(),
  dueAt: z.int(),
  overdue: z.boolean(),
});
export type SampleDay = z.infer<typeof sampleDay>;

export const givenVerdict = z.object({
  reviewer: z.string(),
  name: z.string(),
  at: z.int(),
  technical,
  fundamental,
  note: z.string(),
  spentMs: z.int(),
});
export type GivenVerdict = z.infer<typeof givenVerdict>;

/** One signal of a sample. Verdicts only where the caller cannot be led by them: after one's own, or when none is wanted any more. */
export const sampleRow = z.object({
  id: signalId,
  position: z.int(),
  at: z.int(),
  instrument: z.string(),
  timeframe: decision.shape.timeframe,
  direction,
  kind: sampleKind,
  needed: z.int(),
  done: z.int(),
  mine: z.boolean(),
  verdicts: z.array(givenVerdict),
});
export type SampleRow = z.infer<typeof sampleRow>;

/** A signal as the reviewer sees it: everything that was known at `at`, nothing that came later. */
export const blindSignal = decision.omit({ checks: true, status: true }).extend({
  kind: sampleKind,
  decimals: z.int().nullable(),
  checks: z.array(check),
  reasons: z.array(reason),
  hold: hold.nullable(),
  model: modelScore.nullable(),
  /** Announcements within twelve hours, as the calendar stood at the decision; null where there was no calendar. */
  announcements: z.array(announcement).nullable(),
  /** Closed candles up to `at`, packed as CANDLE_COLUMNS. */
  pack: columnsBlob,
});
export type BlindSignal = z.infer<typeof blindSignal>;

const agreement = z.object({
  n: z.int(),
  agreed: z.int(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  kappa: z.number().nullable(),
});
export type AgreementFigures = z.infer<typeof agreement>;

export const reviewsContract = {
  /** Newest first. */
  samples: query('quality:read')
    .input(z.object({ limit: z.int().min(1).max(400) }))
    .output(z.object({ days: z.array(sampleDay), mine: z.int() })),
  sample: query('quality:read')
    .input(z.object({ day }))
    .output(z.object({ rows: z.array(sampleRow) })),
  open: query('quality:review')
    .input(z.object({ id: signalId }))
    .output(blindSignal)
    .errors({ UNKNOWN_SAMPLE: {} }),
  record: command('quality:review')
    .input(
      z.object({
        id: signalId,
        technical,
        fundamental,
        note: z.string().trim().max(2000),
        /** How long it was looked at. */
        spentMs: z.int().min(0),
      }),
    )
    /** The next signal that waits for the caller. */
    .output(z.object({ next: z.object({ id: signalId, day }).nullable() }))
    .errors({ UNKNOWN_SAMPLE: {}, ALREADY_REVIEWED: {}, COMPLETE: {}, NOTE_REQUIRED: {} }),
  /** What became of a signal, and what others said; only after one's own verdict, or once none is wanted any more. */
  reveal: query('quality:read')
    .input(z.object({ id: signalId }))
    .output(z.object({ outcome: outcome.nullable(), verdicts: z.array(givenVerdict) }))
    .errors({ UNKNOWN_SAMPLE: {}, STILL_BLIND: {} }),
  /** Over the samples of the last `days` days: pairs of independent verdicts, with a 95 % interval of the share that agrees. */
  agreement: query('quality:read')
    .input(z.object({ days: z.int().min(1).max(400) }))
    .output(z.object({ technical: agreement, fundamental: agreement, reviewed: z.int() })),
  changes: stream('quality:read').output(eventIterator(z.object({ sequence: z.int() }))),
};
