import { z } from 'zod';
import known from '../../../../resources/market/sessions.json';
import { HOUR, MINUTE } from '../../../../shared/base/time';
import type { Instrument } from '../../../../shared/features/market/instrument';

const hours = z.array(z.tuple([z.string(), z.string()]));
const session = z.object({
  timeZone: z.string(),
  week: z.record(z.string(), hours),
  closedDays: z.array(z.string()),
  earlyCloses: z.record(z.string(), z.string()),
  /** A market that goes on overnight opens again on the evening of its holiday. */
  lateOpens: z.record(z.string(), z.string()).default({}),
});
type Session = z.infer<typeof session>;
const SESSIONS = z.record(z.string(), session).parse(known);

/** Civil time of a place: the day as `2026-11-22`, its weekday in English, and minutes since its midnight. */
interface Civil {
  readonly day: string;
  readonly weekday: string;
  readonly minutes: number;
}

/** Three weeks: the history that is fetched at a first start, and the present. */
const HOURS_KEPT = 504;

/** Tells whether a market trades, by the hours of its place, its holidays and early closes. */
export class SessionCalendar {
  readonly #formats = new Map<string, Intl.DateTimeFormat>();
  /** Answers by hour, minute by minute: each is asked thousands of times, by the live market and by history in turn. */
  readonly #answers = new Map<string, Map<number, Uint8Array>>();

  isOpen(instrument: Pick<Instrument, 'session'>, at: number): boolean {
    if (instrument.session === 'always') return true;
    const rules = SESSIONS[instrument.session];
    if (rules === undefined) throw new RangeError(`no session ${instrument.session}`);
    const hour = Math.floor(at / HOUR);
    return this.#hour(instrument.session, rules, hour)[Math.floor((at - hour * HOUR) / MINUTE)] === 1;
  }

  #hour(name: string, rules: Session, hour: number): Uint8Array {
    const known = this.#answers.get(name) ?? new Map<number, Uint8Array>();
    this.#answers.set(name, known);
    const found = known.get(hour);
    if (found !== undefined) return found;
    const civils = this.#civils(rules.timeZone, hour * HOUR);
    const made = Uint8Array.from(civils, (civil) => (isOpenAt(rules, civil) ? 1 : 0));
    known.set(hour, made);
    if (known.size > HOURS_KEPT) known.delete(known.keys().next().value ?? hour);
    return made;
  }

  /** Civil times of the sixty minutes from `start` on; asking the zone is slow, so only where the clock does not just run on. */
  #civils(timeZone: string, start: number): Civil[] {
    const first = this.#civil(timeZone, start);
    const last = this.#civil(timeZone, start + 59 * MINUTE);
    const runsOn = last.day === first.day && last.minutes === first.minutes + 59;
    return Array.from({ length: 60 }, (_, minute) =>
      runsOn ? { ...first, minutes: first.minutes + minute } : this.#civil(timeZone, start + minute * MINUTE),
    );
  }

  #civil(timeZone: string, at: number): Civil {
    const parts = Object.fromEntries(
      this.#format(timeZone)
        .formatToParts(at)
        .map(({ type, value }) => [type, value]),
    );
    return {
      day: `${parts.year}-${parts.month}-${parts.day}`,
      weekday: (parts.weekday ?? '').toLowerCase(),
      minutes: Number(parts.hour) * 60 + Number(parts.minute),
    };
  }

  #format(timeZone: string): Intl.DateTimeFormat {
    const made =
      this.#formats.get(timeZone) ??
      new Intl.DateTimeFormat('en-GB', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        weekday: 'long',
        hour: '2-digit',
        minute: '2-digit',
      });
    this.#formats.set(timeZone, made);
    return made;
  }
}

function isOpenAt(rules: Session, civil: Civil): boolean {
  if (rules.closedDays.includes(civil.day)) return false;
  const early = rules.earlyCloses[civil.day];
  if (early !== undefined && civil.minutes >= minutesOf(early)) return false;
  const late = rules.lateOpens[civil.day];
  if (late !== undefined && civil.minutes < minutesOf(late)) return false;
  return (rules.week[civil.weekday] ?? []).some(
    ([from, to]) => civil.minutes >= minutesOf(from) && civil.minutes < minutesOf(to),
  );
}

function minutesOf(text: string): number {
  const [hour, minute] = text.split(':');
  return Number(hour) * 60 + Number(minute);
}
