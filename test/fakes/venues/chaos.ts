import { Rng } from '../../../electron/backend/simulator/rng';
import type { VenueServer } from './venueServer';

export type BadDay =
  | 'cut mid-frame'
  | 'silent'
  | 'frozen'
  | 'duplicates'
  | 'reordering'
  | 'refusing'
  | 'rest limited'
  | 'rest down'
  | 'garbage'
  | 'quiet again';

const DAYS: readonly BadDay[] = [
  'cut mid-frame',
  'silent',
  'frozen',
  'duplicates',
  'reordering',
  'refusing',
  'rest limited',
  'rest down',
  'garbage',
  'quiet again',
  'quiet again',
];

const GARBAGE = [
  '{"stream":',
  '\u0000\u0001',
  '[]',
  '{"stream":"btcusdt@trade","data":{"e":"trade","p":"NaN"}}',
  'null',
  '12e999',
];

/**
 * A bad day at every call, in an order that only the seed decides. Nothing happens by itself: the scenario says when.
 * Every state ends with `quiet again`, which a scenario calls last to see the recovery.
 */
export class Chaos {
  readonly #rng: Rng;
  readonly history: BadDay[] = [];

  constructor(
    private readonly venue: VenueServer,
    /** Exchange time to freeze at. */
    private readonly now: () => number,
    seed: number,
  ) {
    this.#rng = new Rng(seed, 'chaos');
  }

  step(): BadDay {
    const day = DAYS[Math.floor(this.#rng.uniform() * DAYS.length)] ?? 'quiet again';
    this.history.push(day);
    this.#begin(day);
    return day;
  }

  /** Ends every bad day that has a duration. */
  calm(): void {
    Object.assign(this.venue, { silent: false, frozenAt: null, duplicating: false, reordering: false, refusing: false });
    this.venue.rest = { mode: 'well', retryAfter: null, times: 0 };
  }

  #begin(day: BadDay): void {
    const { venue } = this;
    if (day === 'cut mid-frame') venue.cutMidFrame();
    else if (day === 'silent') venue.silent = true;
    else if (day === 'frozen') venue.frozenAt = this.now();
    else if (day === 'duplicates') venue.duplicating = true;
    else if (day === 'reordering') venue.reordering = true;
    else if (day === 'refusing') venue.refusing = true;
    else if (day === 'rest limited') venue.rest = { mode: 'limited', retryAfter: this.#rng.uniform() < 0.5 ? 0 : null, times: 2 };
    else if (day === 'rest down') venue.rest = { mode: 'down', retryAfter: null, times: 2 };
    else if (day === 'garbage') venue.say(GARBAGE[Math.floor(this.#rng.uniform() * GARBAGE.length)] ?? 'null');
    else this.calm();
  }
}
