import { DAY, HOUR, MINUTE } from '../../../../../shared/base/time';
import { type Occurrence, occurrences } from '../../../../../shared/features/sop/occurrences';
import type { Schedule } from '../../../../../shared/features/sop/schedule';
import type { Catalogue, PublishedSop } from '../library/catalogue';
import type { SopOptions } from '../ports';

export interface Due {
  readonly sop: PublishedSop;
  readonly schedule: Schedule;
  readonly occurrence: Occurrence;
}

export type Planning = Pick<SopOptions, 'sessions'> & { readonly catalogue: Catalogue };

/** Everything that falls due in [from, to), in order of time. */
export function dueBetween({ catalogue, sessions }: Planning, from: number, to: number): readonly Due[] {
  const found: Due[] = [];
  for (const sop of catalogue.all().values())
    for (const schedule of sop.procedure.schedules) {
      const offDays = catalogue.offDays(sop.procedure.id, schedule.id);
      for (const occurrence of occurrences(schedule, from, to, { offDays, sessions })) found.push({ sop, schedule, occurrence });
    }
  return found.sort((a, b) => a.occurrence.at - b.occurrence.at);
}

/**
 * What falls due, for who asks again and again about the time from now on: computed so far ahead, anew once that is used up or
 * a procedure changed.
 */
export class DueWindow {
  #from = 0;
  #to = 0;
  #generation = -1;
  #dues: readonly Due[] = [];

  constructor(
    private readonly planning: Planning,
    private readonly aheadMs: number,
  ) {}

  /** As `dueBetween`. */
  between(from: number, to: number): readonly Due[] {
    const { generation } = this.planning.catalogue;
    if (generation !== this.#generation || from < this.#from || to > this.#to) {
      this.#from = from;
      this.#to = Math.max(to, from + this.aheadMs);
      this.#generation = generation;
      this.#dues = dueBetween(this.planning, this.#from, this.#to);
    }
    return this.#dues.filter(({ occurrence: { at } }) => at >= from && at < to);
  }
}

/** How far *Aujourd'hui* looks ahead. */
export const AHEAD = DAY;

/** What comes in the next day, and when each procedure is due next. */
export class Upcoming {
  #generation = -1;
  readonly #dues: DueWindow;
  readonly #next = new Map<string, number | null>();

  constructor(private readonly planning: Planning) {
    this.#dues = new DueWindow(planning, AHEAD + 2 * HOUR);
  }

  between(from: number, to: number): readonly Due[] {
    return this.#dues.between(from, to);
  }

  /** The next due time of a procedure within the coming months; null where no clock makes it due. */
  next(id: string, now: number): number | null {
    const { generation } = this.planning.catalogue;
    if (generation !== this.#generation) this.#next.clear();
    this.#generation = generation;
    const known = this.#next.get(id);
    if (known !== undefined && (known === null || known > now)) return known;
    const found = this.#search(id, now);
    this.#next.set(id, found);
    return found;
  }

  #search(id: string, now: number): number | null {
    const sop = this.planning.catalogue.current(id);
    const { catalogue, sessions } = this.planning;
    const times = (sop?.procedure.schedules ?? []).flatMap((schedule) => {
      const days = schedule.kind === 'monthly' ? 400 : 8;
      const options = { offDays: catalogue.offDays(id, schedule.id), sessions };
      const first = occurrences(schedule, now + MINUTE, now + days * DAY, options)[0];
      return first === undefined ? [] : [first.at];
    });
    return times.length === 0 ? null : Math.min(...times);
  }
}
