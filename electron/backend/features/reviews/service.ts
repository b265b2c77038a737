import { addDays } from '../../../../shared/base/civilDay';
import { dayOf } from '../../../../shared/base/zonedDay';
import type { reviewsContract } from '../../../../shared/features/reviews/contract';
import { REVIEW_ZONE } from '../../../../shared/features/reviews/due';
import { needsNote } from '../../../../shared/features/reviews/verdict';
import { outcome } from '../../../../shared/features/signals/signal';
import { conflate, flatten } from '../../kit/conflate';
import { Refusal } from '../../store/refusal';
import type { Facts, Reader, Tx } from '../../store/types';
import type { Call, Handlers } from '../handlers';
import { type BlindOptions, openBlind } from './blind';
import { createDraws, type DrawsOptions } from './draws';
import { agreementFigures, maySee, named, reviewedSince, sampleDays, sampleRows, type Viewer, waitsFor } from './samples';
import { sampleOf, saveVerdict, verdictsOf } from './store';

export interface ReviewsOptions extends BlindOptions, DrawsOptions {
  readonly facts: Facts;
  readonly nameOf: (id: string) => string;
}

const HEARD = new Set(['review.drawn', 'review.given', 'quality.review-overdue']);
const BADGE_DAYS = 60;

export function createReviews(options: ReviewsOptions) {
  const { facts, clock, marketNow } = options;
  const draws = createDraws(options);
  const handlers: Handlers<typeof reviewsContract> = {
    samples: {
      query: ({ limit }, call) => {
        const days = sampleDays(options, viewerOf(call), limit, marketNow());
        return { days, mine: days.reduce((sum, { mine }) => sum + mine, 0) };
      },
    },
    sample: { query: ({ day }, call) => ({ rows: sampleRows(options, viewerOf(call), day) }) },
    open: { query: ({ id }) => openBlind(options, id) },
    record: {
      command: (given, call) => (tx) => {
        record(options, tx, given);
        return { next: nextFor(options, viewerOf(call), tx, given.id) };
      },
    },
    reveal: { query: ({ id }, call) => reveal(options, viewerOf(call), id) },
    agreement: {
      query: ({ days }) => {
        const reviewed = reviewedSince(options, addDays(dayOf(marketNow(), REVIEW_ZONE), -days));
        return {
          technical: agreementFigures(reviewed, 'technical'),
          fundamental: agreementFigures(reviewed, 'fundamental'),
          reviewed: reviewed.filter(({ given }) => given.length > 0).length,
        };
      },
    },
    changes: {
      query: (_, { signal }) =>
        flatten(
          conflate<{ sequence: number }>({
            clock,
            hz: 4,
            signal,
            source: (offer) =>
              facts.subscribe(({ kind, sequence }) => {
                if (HEARD.has(kind)) offer('changes', { sequence });
              }),
          }),
        ),
    },
  };
  return { handlers, look: draws.look, start: draws.start, stop: draws.stop };
}

function viewerOf({ actor }: Call): Viewer {
  return { id: actor.id, reviews: actor.permissions.has('quality:review') };
}

type Given = Parameters<typeof saveVerdict>[2] & { readonly id: string };

function record({ source }: ReviewsOptions, tx: Tx, { id, ...given }: Given): void {
  tx.subject(id);
  const db = tx.db as unknown as Reader['db'];
  const sample = sampleOf(tx, db, source, id);
  if (sample === undefined) throw new Refusal('UNKNOWN_SAMPLE');
  const others = verdictsOf(tx, db, [id]).get(id) ?? [];
  if (others.some(({ reviewer }) => reviewer === tx.actor)) throw new Refusal('ALREADY_REVIEWED');
  if (others.length >= sample.needed) throw new Refusal('COMPLETE');
  if (needsNote(given, given.note)) throw new Refusal('NOTE_REQUIRED');
  saveVerdict(tx, id, given);
  tx.fact('review.given', id, { day: sample.day });
}

/** The rest of the same day comes first, then the oldest that waits. */
function nextFor(options: ReviewsOptions, viewer: Viewer, tx: Tx, after: string): { id: string; day: string } | null {
  const since = addDays(dayOf(options.marketNow(), REVIEW_ZONE), -BADGE_DAYS);
  const reviewed = reviewedSince({ ...options, read: readsOf(tx) }, since);
  const day = reviewed.find(({ sample }) => sample.signal_id === after)?.sample.day;
  const waiting = reviewed.filter(({ sample, given }) => sample.signal_id !== after && waitsFor(viewer, sample, given));
  const next = waiting.find(({ sample }) => sample.day === day) ?? waiting[0];
  return next === undefined ? null : { id: next.sample.signal_id, day: next.sample.day };
}

/** The transaction sees what it has just written; the reading connection does not yet. */
function readsOf(tx: Tx): Reader {
  return { db: tx.db as unknown as Reader['db'], all: tx.all.bind(tx), get: tx.get.bind(tx) };
}

function reveal(options: ReviewsOptions, viewer: Viewer, id: string) {
  const { read, source } = options;
  const sample = sampleOf(read, read.db, source, id);
  if (sample === undefined) throw new Refusal('UNKNOWN_SAMPLE');
  const given = verdictsOf(read, read.db, [id]).get(id) ?? [];
  if (!maySee(viewer, sample, given)) throw new Refusal('STILL_BLIND');
  const row = read.get(
    read.db
      .selectFrom('signals')
      .select(['outcome_at', 'outcome_result', 'outcome_final', 'outcome_r', 'outcome_r_gross'])
      .where('id', '=', id),
  );
  const reached = row === undefined || row.outcome_result === null ? null : row;
  return {
    outcome:
      reached === null
        ? null
        : outcome.parse({
            id,
            at: reached.outcome_at,
            result: reached.outcome_result,
            final: reached.outcome_final === 1,
            r: reached.outcome_r,
            rGross: reached.outcome_r_gross,
          }),
    verdicts: named(options, given),
  };
}
