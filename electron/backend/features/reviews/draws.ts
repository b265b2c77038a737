import { addDays } from '../../../../shared/base/civilDay';
import { dayOf } from '../../../../shared/base/zonedDay';
import { drawSample, seedText } from '../../../../shared/features/reviews/draw';
import { drawnFrom, REVIEW_ZONE } from '../../../../shared/features/reviews/due';
import type { Clock, Timer } from '../../kit/clock';
import { sha256Hex } from '../../kit/hash';
import type { Commands, Reader } from '../../store/types';
import { progressOf, reviewedSince } from './samples';
import { candidatesOf, firstSignalAt, listDraws, markLateTold, saveDraw, sealHead } from './store';

export interface DrawsOptions {
  readonly source: string;
  readonly read: Reader;
  readonly commands: Commands;
  readonly clock: Clock;
  /** The market's time: a tape's days end by its own clock. */
  readonly marketNow: () => number;
  /** How many people may review. */
  readonly reviewers: () => number;
  readonly onError: (error: unknown) => void;
}

export const REVIEWS_ACTOR = 'system:reviews';
const LOOK_MS = 10_000;
/** Days that are made up for after the console was off; what lies further back was nobody's daily work. */
const MOST_DAYS = 31;
const REVIEWER_ROLES = ['analyst', 'data-science', 'qa'];

/** Draws each day's sample once it has ended, and says once where one is late. */
export function createDraws(options: DrawsOptions) {
  let timer: Timer | null = null;
  let stopped = false;
  const look = () => {
    try {
      for (const day of missingDays(options)) draw(options, day);
      tellLate(options);
    } catch (error) {
      options.onError(error);
    }
  };
  return {
    look,
    /** Does nothing once stopped: a start may still be under way then. */
    start() {
      if (stopped) return;
      look();
      timer = options.clock.setInterval(look, LOOK_MS);
    },
    stop() {
      stopped = true;
      timer?.cancel();
    },
  };
}

/** Days that have ended and were not drawn, oldest first. */
function missingDays({ read, source, marketNow }: DrawsOptions): string[] {
  const now = marketNow();
  const first = firstSignalAt(read, source);
  if (first === null) return [];
  const today = dayOf(now, REVIEW_ZONE);
  const last = listDraws(read, source, 1)[0]?.day;
  const earliest = last === undefined ? dayOf(first, REVIEW_ZONE) : addDays(last, 1);
  const limit = addDays(today, -MOST_DAYS);
  const days: string[] = [];
  for (let day = earliest < limit ? limit : earliest; day < today && drawnFrom(day) <= now; day = addDays(day, 1)) days.push(day);
  return days;
}

function draw({ source, commands, reviewers }: DrawsOptions, day: string): void {
  commands.run({ actor: REVIEWS_ACTOR, action: 'reviews.draw', input: { source, day }, subject: day }, (tx) => {
    const head = sealHead(tx);
    const seed = sha256Hex(seedText(source, day, head));
    const candidates = candidatesOf(tx, tx.db as unknown as Reader['db'], source, day, head.sequence);
    const sample = drawSample(candidates, seed, reviewers() >= 2);
    saveDraw(tx, { source, day, seed, head, candidates, sample });
    tx.fact('review.drawn', day, { source, signals: sample.length });
  });
}

function tellLate({ read, source, commands, marketNow }: DrawsOptions): void {
  const now = marketNow();
  for (const one of listDraws(read, source, MOST_DAYS)) {
    if (one.late_told_at !== null || now < one.due_at) continue;
    const { needed, done } = progressOf(reviewedSince({ read, source }, one.day).filter(({ sample }) => sample.day === one.day));
    if (done >= needed) continue;
    commands.run({ actor: REVIEWS_ACTOR, action: 'reviews.late', input: { source, day: one.day }, subject: one.day }, (tx) => {
      markLateTold(tx, source, one.day);
      tx.fact('quality.review-overdue', one.day, {
        notify: true,
        simulated: source === 'simulation',
        values: { missing: needed - done, day: one.day },
        roles: REVIEWER_ROLES,
      });
    });
  }
}
