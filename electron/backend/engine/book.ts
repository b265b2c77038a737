import { QUALITY_CODE } from '../../../shared/features/market/candle';
import { expire, type Gain, gainAtEnd, gainAtTp1, lead, type Position } from '../../../shared/features/signals/lifecycle';
import type { Direction, ResultName } from '../../../shared/features/signals/signal';
import type { BaseCandles, EngineSignal } from './port';

/** A signal that is not closed. Published ones stand in the way of opposite newcomers; shadow ones only feed the record. */
export interface OpenSignal {
  readonly signal: EngineSignal;
  readonly position: Position;
  published: boolean;
}

/** Told for every result, in the order of events. */
export interface BookListener {
  result(open: OpenSignal, result: ResultName, at: number, final: boolean, gain: Gain): void;
}

/** The open signals of one instrument, in the order they were decided, led through every base candle. */
export class SignalBook {
  private open: OpenSignal[] = [];
  /** Earliest expiry of all; Infinity when nothing is open. */
  nextExpiry = Number.POSITIVE_INFINITY;

  constructor(private readonly listener: BookListener) {}

  get size(): number {
    return this.open.length;
  }

  all(): readonly OpenSignal[] {
    return this.open;
  }

  add(open: OpenSignal): void {
    this.open.push(open);
    this.nextExpiry = Math.min(this.nextExpiry, open.position.expiresAt);
  }

  find(id: string): OpenSignal | null {
    return this.open.find((one) => one.signal.decision.id === id) ?? null;
  }

  /** Published open signals that go the other way. */
  opposite(direction: Direction): number {
    return this.open.filter((one) => one.published && one.signal.decision.direction !== direction).length;
  }

  /** Leads every open signal through one base candle. A suspect one is passed over: bad prints close nothing. */
  candle(candles: BaseCandles, index: number, closesAt: number): void {
    if (candles.quality[index] === QUALITY_CODE.suspect) return;
    const high = candles.high[index] as number;
    const low = candles.low[index] as number;
    let ended = false;
    for (const one of this.open) {
      if (undisturbed(one.position, high, low, closesAt)) continue;
      const tell = (result: ResultName, fill: number) => this.tell(one, result, fill, timeOf(result, one.position, closesAt));
      const close = candles.close[index] as number;
      if (lead(one.position, candles.open[index] as number, high, low, close, closesAt, tell)) {
        ended = true;
        this.ended.add(one);
      }
    }
    if (ended) this.sweep();
  }

  /** Ends those whose expiry a gap has swallowed, at their own time and the last price before it. */
  expireUntil(until: number, lastClose: number): void {
    while (this.nextExpiry <= until) {
      const at = this.nextExpiry;
      for (const one of this.open) {
        if (one.position.expiresAt !== at) continue;
        expire(one.position, lastClose, (result, fill) => this.tell(one, result, fill, at));
        this.ended.add(one);
      }
      this.sweep();
    }
  }

  cancel(one: OpenSignal, at: number, lastClose: number): void {
    this.listener.result(one, 'CANCELLED', at, true, gainAtEnd(one.position, lastClose));
    this.ended.add(one);
    this.sweep();
  }

  /** After a restore. */
  replace(open: OpenSignal[]): void {
    this.open = open;
    this.sweep();
  }

  private readonly ended = new Set<OpenSignal>();

  private tell(one: OpenSignal, result: ResultName, fill: number, at: number): void {
    const final = result !== 'TP1';
    this.listener.result(one, result, at, final, final ? gainAtEnd(one.position, fill) : gainAtTp1(one.position));
  }

  private sweep(): void {
    if (this.ended.size > 0) this.open = this.open.filter((one) => !this.ended.has(one));
    this.ended.clear();
    this.nextExpiry = this.open.reduce((least, one) => Math.min(least, one.position.expiresAt), Number.POSITIVE_INFINITY);
  }
}

/** A level is known to be touched when its candle closes; an expiry has its own time, which a candle off the grid passes. */
function timeOf(result: ResultName, { expiresAt }: Position, closesAt: number): number {
  return result === 'EXPIRED' || result === 'TP1_EXPIRED' ? expiresAt : closesAt;
}

/** No level touched and no expiry reached: the case of nearly every candle, told apart without calling anything. */
function undisturbed(position: Position, high: number, low: number, closesAt: number): boolean {
  if (closesAt >= position.expiresAt) return false;
  const half = !Number.isNaN(position.half);
  const stop = half ? position.entry : position.sl;
  const target = half ? position.tp2 : position.tp1;
  return position.side > 0 ? low > stop && high < target : high < stop && low > target;
}
