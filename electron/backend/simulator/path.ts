import { DAY, HOUR, MINUTE } from '../../../shared/base/time';
import { type FactorDay, factorDay, MINUTES_PER_DAY } from './factor';
import { type Group, type Profile, profileOf, type SimulatedInstrument } from './profiles';
import { Rng } from './rng';
import { activity, isTrading } from './sessions';

/** One instrument on one day, minute by minute. */
export interface PathDay {
  /** Natural log of the mid price at the end of each minute. */
  readonly close: Float64Array;
  /** Standard deviation of the log return inside each minute. */
  readonly sigma: Float64Array;
  /** Amount traded in units of the base; 0 while the session is closed. */
  readonly volume: Float64Array;
  /** Log of the mid price at the start of the day. */
  readonly start: number;
}

/** Day on which every simulated history begins. */
const FIRST_DAY = Date.UTC(2024, 0, 1) / DAY;
/** Daily pull of the log price to its level, so that years of simulation keep a plausible price. */
const REVERSION = 0.015;
const DAYS_KEPT = 6;

/**
 * The mid price as a function of seed and time alone: the same minute has the same price whenever and in whatever order it
 * is asked, so that history and live market join, also across restarts.
 */
export class PricePath {
  readonly profile: Profile;
  readonly #anchors: number[];
  readonly #days = new Map<number, PathDay>();
  /** By day number modulo 7: whether there is any trading on such a day. */
  readonly #weekdays: readonly boolean[];
  readonly #rng: Rng;

  constructor(
    private readonly seed: number,
    readonly instrument: SimulatedInstrument,
    private readonly factors: Factors,
  ) {
    this.profile = profileOf(instrument);
    this.#anchors = [Math.log(this.profile.level)];
    this.#rng = new Rng(seed, 'anchor', instrument.symbol);
    const hours = Array.from({ length: 24 }, (_, hour) => hour + 0.75);
    this.#weekdays = Array.from({ length: 7 }, (_, day) =>
      hours.some((hour) => isTrading(instrument.session, day * DAY + hour * HOUR)),
    );
  }

  day(day: number): PathDay {
    const known = this.#days.get(day);
    if (known !== undefined) return known;
    const made = this.#make(day);
    this.#days.set(day, made);
    if (this.#days.size > DAYS_KEPT) this.#days.delete(this.#days.keys().next().value ?? day);
    return made;
  }

  /** Log mid price at the end of the minute that starts at `minuteTs`. */
  closeAt(minuteTs: number): number {
    const day = Math.floor(minuteTs / DAY);
    return this.day(day).close[(minuteTs - day * DAY) / MINUTE] ?? this.#anchor(day + 1);
  }

  /** Amount traded in the minute that starts at `minuteTs`, in units of the base. */
  volumeAt(minuteTs: number): number {
    const day = Math.floor(minuteTs / DAY);
    return this.day(day).volume[(minuteTs - day * DAY) / MINUTE] ?? 0;
  }

  /** Log price at midnight, extended day by day from the first. */
  #anchor(day: number): number {
    const { level, dailyVolatility, beta, group } = this.profile;
    const wanted = Math.max(0, day - FIRST_DAY);
    while (this.#anchors.length <= wanted) {
      const from = FIRST_DAY + this.#anchors.length - 1;
      const last = this.#anchors.at(-1) ?? Math.log(level);
      const shock = beta * this.factors.dailyShock(group, from) + Math.sqrt(1 - beta * beta) * this.#rng.normal();
      const move = REVERSION * (Math.log(level) - last) + dailyVolatility * shock;
      this.#anchors.push(this.#weekdays[from % 7] === true ? last + move : last);
    }
    return this.#anchors[wanted] ?? Math.log(level);
  }

  #make(day: number): PathDay {
    const { symbol, session } = this.instrument;
    const rng = new Rng(this.seed, 'day', symbol, day);
    const factor = this.factors.day(this.profile.group, day);
    const open = new Uint8Array(MINUTES_PER_DAY);
    for (let minute = 0; minute < MINUTES_PER_DAY; minute += 1)
      open[minute] = isTrading(session, day * DAY + minute * MINUTE) ? 1 : 0;
    const start = this.#anchor(day);
    return { start, ...this.#fill(rng, factor, open, start, this.#anchor(day + 1)) };
  }

  #fill(rng: Rng, factor: FactorDay, open: Uint8Array, start: number, end: number): Omit<PathDay, 'start'> {
    const { beta, dailyVolatility, turnoverPerMinute, level } = this.profile;
    const [close, sigma, volume] = [1, 2, 3].map(() => new Float64Array(MINUTES_PER_DAY)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const unit = dailyVolatility / Math.sqrt(MINUTES_PER_DAY);
    const own = Math.sqrt(1 - beta * beta);
    let at = start;
    let openMinutes = 0;
    for (let minute = 0; minute < MINUTES_PER_DAY; minute += 1) {
      const shape = activity(minute);
      const size = unit * Math.sqrt(shape);
      const scale = factor.scale[minute] ?? 1;
      const common = factor.returns[minute] ?? 0;
      const move = size * (beta * common + own * scale * rng.fat());
      const noise = Math.exp(0.45 * rng.normal() - 0.1);
      if (open[minute] === 1) {
        at += move;
        openMinutes += 1;
        volume[minute] = (turnoverPerMinute / level) * shape * noise * (0.45 + (0.7 * Math.abs(move)) / unit);
      }
      close[minute] = at;
      sigma[minute] = size * scale;
    }
    bridge(close, open, (end - at) / Math.max(1, openMinutes));
    return { close, sigma, volume };
  }
}

/** Tilts the day so that it ends where the next one starts; the tilt is far below the noise of a minute. */
function bridge(close: Float64Array, open: Uint8Array, perMinute: number): void {
  let tilt = 0;
  for (let minute = 0; minute < MINUTES_PER_DAY; minute += 1) {
    if (open[minute] === 1) tilt += perMinute;
    close[minute] = (close[minute] ?? 0) + tilt;
  }
}

/** What the groups share, kept so that their members need not make it again. */
export class Factors {
  readonly #days = new Map<string, FactorDay>();
  readonly #shocks = new Map<Group, { rng: Rng; values: number[] }>();

  constructor(private readonly seed: number) {}

  day(group: Group, day: number): FactorDay {
    const key = `${group}${day}`;
    const known = this.#days.get(key);
    if (known !== undefined) return known;
    const made = factorDay(this.seed, group, day);
    this.#days.set(key, made);
    if (this.#days.size > DAYS_KEPT * 3) this.#days.delete(this.#days.keys().next().value ?? key);
    return made;
  }

  /** The group's part of a whole day's move, in standard deviations. */
  dailyShock(group: Group, day: number): number {
    const known = this.#shocks.get(group) ?? { rng: new Rng(this.seed, 'daily', group), values: [] };
    this.#shocks.set(group, known);
    while (known.values.length <= day - FIRST_DAY) known.values.push(known.rng.normal());
    return known.values[day - FIRST_DAY] ?? 0;
  }
}
