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
});
type Session = z.infer<typeof session>;
const SESSIONS = z.record(z.string(), session).parse(known);

/** Civil time of a place: the day as `2026-11-22`, its weekday in English, and minutes since its midnight. */
interface Civil {
  readonly day: string;
  readonly weekday: string;
  readonly minutes: number;
}

/** Tells whether a market trades, by the hours of its place, its holidays and early closes. */
export class SessionCalendar {
  readonly #formats = new Map<string, Intl.DateTimeFormat>();
  /** Answers of the current hour: zones shift and sessions change on whole minutes, asked thousands of times each. */
  readonly #answers = new Map<string, { readonly hour: number; readonly open: Uint8Array }>();

  isOpen(instrument: Pick<Instrument, 'session'>, at: number): boolean {
    if (instrument.session === 'always') return true;
    const rules = SESSIONS[instrument.session];
    if (rules === undefined) throw new RangeError(`no session ${instrument.session}`);
    const hour = Math.floor(at / HOUR);
    let known = this.#answers.get(instrument.session);
    if (known?.hour !== hour) {
      known = {
        hour,
        open: Uint8Array.from({ length: 60 }, (_, minute) => (this.#compute(rules, hour * HOUR + minute * MINUTE) ? 1 : 0)),
      };
      this.#answers.set(instrument.session, known);
    }
    return known.open[Math.floor((at - hour * HOUR) / MINUTE)] === 1;
  }

  #compute(rules: Session, at: number): boolean {
    const civil = this.#civil(rules.timeZone, at);
    if (rules.closedDays.includes(civil.day)) return false;
    const early = rules.earlyCloses[civil.day];
    if (early !== undefined && civil.minutes >= minutesOf(early)) return false;
    return (rules.week[civil.weekday] ?? []).some(
      ([from, to]) => civil.minutes >= minutesOf(from) && civil.minutes < minutesOf(to),
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

function minutesOf(text: string): number {
  const [hour, minute] = text.split(':');
  return Number(hour) * 60 + Number(minute);
}
