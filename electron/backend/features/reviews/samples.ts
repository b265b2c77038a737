import { agreementOf } from '../../../../shared/features/reviews/agreement';
import type { AgreementFigures, GivenVerdict, SampleDay, SampleRow } from '../../../../shared/features/reviews/contract';
import { isContested } from '../../../../shared/features/reviews/verdict';
import { wilson } from '../../../../shared/features/signals/rates';
import { direction } from '../../../../shared/features/signals/signal';
import type { Reader } from '../../store/types';
import { listDraws, type Sample, type StoredVerdict, samplesSince, verdictsOf } from './store';

export interface Viewer {
  readonly id: string;
  readonly reviews: boolean;
}

export interface SamplesOptions {
  readonly source: string;
  readonly read: Reader;
  readonly nameOf: (id: string) => string;
}

/** Whether a signal waits for this person: not theirs yet, and fewer verdicts than it needs. */
export function waitsFor(viewer: Viewer, sample: Pick<Sample, 'needed'>, given: readonly StoredVerdict[]): boolean {
  return viewer.reviews && given.length < sample.needed && given.every(({ reviewer }) => reviewer !== viewer.id);
}

/** Whether this person may see what others said and what became of it. */
export function maySee(viewer: Viewer, sample: Pick<Sample, 'needed'>, given: readonly StoredVerdict[]): boolean {
  return given.length >= sample.needed || given.some(({ reviewer }) => reviewer === viewer.id);
}

/** Samples with their verdicts, from the day on; an empty text is the beginning. */
export function reviewedSince({ read, source }: Pick<SamplesOptions, 'read' | 'source'>, since: string) {
  const samples = samplesSince(read, source, since);
  const verdicts = verdictsOf(
    read,
    read.db,
    samples.map(({ signal_id }) => signal_id),
  );
  return samples.map((sample) => ({ sample, given: verdicts.get(sample.signal_id) ?? [] }));
}
export type Reviewed = ReturnType<typeof reviewedSince>[number];

/** How far a day's reviews have come. */
export function progressOf(reviewed: readonly Reviewed[]) {
  const needed = reviewed.reduce((sum, { sample }) => sum + sample.needed, 0);
  const done = reviewed.reduce((sum, { sample, given }) => sum + Math.min(sample.needed, given.length), 0);
  const contested = reviewed.filter(({ given }) => given.some(isContested)).length;
  return { signals: reviewed.length, needed, done, contested };
}

export function sampleDays(options: SamplesOptions, viewer: Viewer, limit: number, now: number): SampleDay[] {
  const draws = listDraws(options.read, options.source, limit);
  const reviewed = reviewedSince(options, draws.at(-1)?.day ?? '');
  return draws.map((draw) => {
    const ofDay = reviewed.filter(({ sample }) => sample.day === draw.day);
    const progress = progressOf(ofDay);
    return {
      ...progress,
      day: draw.day,
      drawnAt: draw.at,
      seed: draw.seed,
      head: { sequence: draw.head_sequence, hash: draw.head_hash },
      published: draw.published,
      quarantined: draw.quarantined,
      mine: ofDay.filter(({ sample, given }) => waitsFor(viewer, sample, given)).length,
      dueAt: draw.due_at,
      overdue: progress.done < progress.needed && now >= draw.due_at,
    };
  });
}

export function named(options: Pick<SamplesOptions, 'nameOf'>, given: readonly StoredVerdict[]): GivenVerdict[] {
  return given.map(({ signal: _, ...verdict }) => ({ ...verdict, name: options.nameOf(verdict.reviewer) }));
}

export function sampleRows(options: SamplesOptions, viewer: Viewer, day: string): SampleRow[] {
  const { read, source } = options;
  const ofDay = reviewedSince(options, day).filter(({ sample }) => sample.day === day);
  const signals = read.all(
    read.db
      .selectFrom('review_samples')
      .innerJoin('signals', 'signals.id', 'review_samples.signal_id')
      .select(['signals.id', 'signals.at', 'signals.instrument', 'signals.timeframe', 'signals.direction'])
      .where('review_samples.source', '=', source)
      .where('review_samples.day', '=', day),
  );
  const byId = new Map(signals.map((signal) => [signal.id, signal]));
  return ofDay.flatMap(({ sample, given }) => {
    const signal = byId.get(sample.signal_id);
    if (signal === undefined) return [];
    return [
      {
        ...signal,
        timeframe: signal.timeframe as SampleRow['timeframe'],
        direction: direction.parse(signal.direction),
        position: sample.position,
        kind: sample.kind,
        needed: sample.needed,
        done: given.length,
        mine: waitsFor(viewer, sample, given),
        verdicts: maySee(viewer, sample, given) ? named(options, given) : [],
      },
    ];
  });
}

/** Over signals that two people judged without seeing each other's verdict. */
export function agreementFigures(reviewed: readonly Reviewed[], of: 'technical' | 'fundamental'): AgreementFigures {
  const pairs = reviewed.flatMap(({ given: [first, second] }) =>
    first === undefined || second === undefined ? [] : [[first[of], second[of]] as const],
  );
  const { n, agreed, kappa } = agreementOf(pairs);
  return { n, agreed, kappa, ...(n === 0 ? { low: null, high: null } : wilson(agreed, n)) };
}
