import { type Seeded, seeded, shuffled } from '../../base/seeded';

export type SampleKind = 'published' | 'quarantined';
const KINDS: readonly SampleKind[] = ['published', 'quarantined'];

/** A signal that may be drawn; `kind` is how it was decided, which never changes. */
export interface Candidate {
  readonly id: string;
  readonly instrument: string;
  readonly kind: SampleKind;
}

export interface Drawn extends Candidate {
  /** How many reviews it needs: two where its second one measures how far reviewers agree. */
  readonly needed: 1 | 2;
}

const SHARE = 10;
const SECOND_IN = 3;

/** A tenth of a day's signals of one kind, rounded up: at least one where there is any. */
export function sampleSize(signals: number): number {
  return Math.ceil(signals / SHARE);
}

/** What the seed of a draw is the SHA-256 of: anybody who has the seal chain can repeat it. */
export function seedText(source: string, day: string, head: { readonly sequence: number; readonly hash: string }): string {
  return `${source}|${day}|${head.sequence}:${head.hash}`;
}

/**
 * The sample of a day: a tenth of the published and a tenth of the quarantined, each spread over the instruments in
 * proportion (largest remainder, ties by lot). With `second`, one in three, at least one, needs a second review.
 * Independent of the order of the candidates. Throws RangeError for a seed that is no hex of 32 digits or more.
 */
export function drawSample(candidates: readonly Candidate[], seed: string, second: boolean): readonly Drawn[] {
  const chance = seeded(seed);
  const drawn = KINDS.flatMap((kind) =>
    stratified(
      candidates.filter((one) => one.kind === kind),
      chance,
    ),
  );
  const twice = new Set(
    second
      ? shuffled(drawn, chance)
          .slice(0, Math.ceil(drawn.length / SECOND_IN))
          .map(({ id }) => id)
      : [],
  );
  return drawn.map((one) => ({ ...one, needed: twice.has(one.id) ? 2 : 1 }));
}

function stratified(candidates: readonly Candidate[], chance: Seeded): Candidate[] {
  const strata = new Map<string, Candidate[]>();
  for (const one of candidates) strata.set(one.instrument, [...(strata.get(one.instrument) ?? []), one]);
  const names = [...strata.keys()].sort();
  const counts = names.map((name) => strata.get(name)?.length ?? 0);
  const shares = apportion(counts, sampleSize(candidates.length), chance);
  return names.flatMap((name, at) => {
    const stratum = (strata.get(name) ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return shuffled(stratum, chance).slice(0, shares[at]);
  });
}

/** `size` seats over strata in proportion to their counts by the largest remainder (Hamilton); equal remainders draw lots. */
export function apportion(counts: readonly number[], size: number, chance: Seeded): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return counts.map(() => 0);
  const seats = counts.map((count) => Math.floor((size * count) / all));
  const lots = shuffled(
    counts.map((_, at) => at),
    chance,
  );
  // Whole numbers: a remainder that is equal must not differ by a rounding.
  const remainder = (at: number) => (size * (counts[at] ?? 0)) % all;
  const order = lots.toSorted((a, b) => remainder(b) - remainder(a));
  const left = size - seats.reduce((sum, seat) => sum + seat, 0);
  for (const at of order.slice(0, left)) seats[at] = (seats[at] ?? 0) + 1;
  return seats;
}
