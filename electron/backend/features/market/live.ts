import { MINUTE } from '../../../../shared/base/time';
import type { Gap } from '../../../../shared/features/market/candle';
import type { FrameRefusal } from '../../../../shared/features/monitoring/contract';
import { CandleBuilder } from '../../engine/candles';
import { PriceGuard } from '../../engine/plausibility';
import type { Clock } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import { BarCheck } from './barCheck';
import type { MarketCore } from './core';
import { Delivery } from './delivery';
import type { HistoryRow, Minute } from './minute';
import { type Hole, MinuteSequence } from './sequence';
import type { TickBuffer } from './ticks';

/** A bucket is closed by the market's time only after this grace, for trades that are on their way, ms. */
const GRACE = 500;

/** One instrument on its way from trades to candles. */
interface Channel {
  readonly id: string;
  readonly builder: CandleBuilder;
  readonly guard: PriceGuard;
  readonly sequence: MinuteSequence;
  readonly check: BarCheck;
  /** Minutes in which an absurd price was seen: the venue's bar may hold it, ours must not. */
  readonly doubted: Set<number>;
  /** Minutes that were delivered and have turned out incomplete since. */
  readonly revisions: Set<number>;
  /** Whether its market is open. */
  readonly trades: (ts: number) => boolean;
}

export interface LiveMarketOptions {
  readonly core: MarketCore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly ticks: TickBuffer;
  /** First minute wanted of an instrument that has none stored. */
  readonly historyFrom: number;
  /** The venue always speaks more often than this, ms of its own time: after a longer pause something was not heard. */
  readonly silenceMs: number;
  /** The venue tells prices without trades, and lists no minute outside an instrument's session. */
  readonly pricesOnly?: boolean;
  readonly refused: (refusal: FrameRefusal, detail: string, sample: string) => void;
  /** There is something to fetch from the venue's history. */
  readonly wanted: () => void;
  /** A gap was passed over because the venue could not be asked: it stays open. */
  readonly owed: (gap: Gap) => void;
}

/**
 * From the venue's events to closed minutes. Time here is the market's own: a minute closes when an event of a later one
 * arrives or when the newest event seen anywhere on the venue is past it, never by the clock of this machine.
 */
export class LiveMarket {
  readonly channels: ReadonlyMap<string, Channel>;
  #watermark = -1;
  #closedUpTo = -1;
  /** Told of before the first event after it; where it ends is known with that event. */
  #pending: { readonly instruments: readonly string[]; readonly from: number | null; readonly cause: Gap['cause'] }[] = [];
  readonly #delivery: Delivery;
  /** While a connection is down silence is no proof of quiet. */
  connected = false;

  constructor(private readonly options: LiveMarketOptions) {
    const { source, series, instruments, baseTimeframe } = options.core.options;
    const { onError } = options.core.options;
    this.#delivery = new Delivery({
      deliver: (id, minutes) => options.core.deliver(id, minutes),
      delivered: () => options.wanted(),
      onError,
      clock: options.clock,
    });
    this.channels = new Map(
      instruments.map((instrument) => {
        const last = series.lastTs(source, instrument.id, baseTimeframe);
        const first = last === null ? options.historyFrom : last + MINUTE;
        return [instrument.id, this.#channel(instrument.id, first, (ts) => options.core.options.isOpen(instrument, ts))];
      }),
    );
  }

  /** The newest time the venue has shown, ms; -1 before the first event. */
  get watermark(): number {
    return this.#watermark;
  }

  /** True while closed minutes of an instrument are on their way into the store. */
  isDelivering(id: string): boolean {
    return this.#delivery.has(id);
  }

  /** Everything that was closed goes into the store now. */
  finish(): void {
    this.#delivery.flush();
  }

  #channel(id: string, first: number, trades: (ts: number) => boolean): Channel {
    const { core } = this.options;
    const sequence = new MinuteSequence(first, {
      deliver: (minutes) => this.#delivery.add(id, minutes),
      holeClosed: (hole) => this.#holeClosed(id, hole),
      trades,
    });
    const check = new BarCheck((ours, venues) => this.#differs(id, ours, venues), this.options.pricesOnly === true);
    const builder = new CandleBuilder(MINUTE, (ts, open, high, low, close, volume, quality) => {
      if (volume === 0 && !trades(ts)) return;
      check.built({ ts, open, high, low, close, volume });
      const { bid, ask } = core.quotes.spread(id);
      sequence.add({ ts, open, high, low, close, volume, quality, bid, ask });
    });
    return { id, builder, guard: new PriceGuard(), sequence, check, doubted: new Set(), revisions: new Set(), trades };
  }

  trade(instrument: string, ts: number, price: number, amount: number, tradeId: number): void {
    const channel = this.channels.get(instrument);
    if (channel === undefined) return;
    this.event(ts);
    if (channel.guard.accepts(price)) {
      this.#accept(channel, ts, price, amount, tradeId);
      return;
    }
    this.options.refused('absurd-price', `${instrument} ${price}`, JSON.stringify({ instrument, ts, price, amount, tradeId }));
    channel.doubted.add(Math.floor(ts / MINUTE) * MINUTE);
    const confirmed = channel.guard.doubt({ ts, price, amount, id: String(tradeId) });
    for (const one of confirmed) this.#accept(channel, one.ts, one.price, one.amount, Number(one.id));
  }

  #accept(channel: Channel, ts: number, price: number, amount: number, tradeId: number): void {
    const fate = channel.builder.push(ts, price, amount, null);
    if (fate === 'too-late') {
      this.options.refused('too-late', `${channel.id} ${ts}`, JSON.stringify({ ts, price, amount, tradeId }));
      channel.revisions.add(Math.floor(ts / MINUTE) * MINUTE);
      this.options.wanted();
      return;
    }
    this.options.ticks.add(channel.id, ts, price, amount, tradeId);
    this.options.core.trade(channel.id, ts, price, amount);
  }

  /** Any event of the venue moves its time on. */
  event(ts: number): void {
    if (ts - this.#watermark > this.options.silenceMs && this.#watermark > 0)
      this.hole([...this.channels.keys()], this.#watermark, 'silence');
    if (this.#pending.length > 0) this.#openHoles(ts);
    if (!(ts > this.#watermark)) return;
    this.#watermark = ts;
    const until = Math.floor((ts - GRACE) / MINUTE) * MINUTE;
    if (until > this.#closedUpTo && this.connected) this.#close(until);
  }

  #close(until: number): void {
    this.#closedUpTo = until;
    for (const { builder } of this.channels.values()) builder.closeUpTo(until);
    this.options.wanted();
  }

  /** The venue's own bar of a minute that is over. */
  bar(instrument: string, row: HistoryRow): void {
    this.channels.get(instrument)?.check.told(row);
  }

  /** A trade was missed: where the minute is not to be fetched anyway, the venue's own row becomes its revision. */
  #differs(id: string, ours: HistoryRow, venues: HistoryRow): void {
    const channel = this.channels.get(id);
    if (channel === undefined || channel.revisions.has(ours.ts) || channel.sequence.awaits(ours.ts)) return;
    if (channel.doubted.delete(ours.ts)) return;
    this.options.refused('trades-missed', `${id} ${ours.ts}`, JSON.stringify({ ours, venues }));
    channel.revisions.add(ours.ts);
    this.options.wanted();
  }

  /** The venue's own row for a minute that was delivered without all its trades. */
  revise(instrument: string, minute: Minute): void {
    this.options.core.revise(instrument, [minute]);
  }

  /** Trades may be missing from here on; null where nothing had been seen since the start. */
  hole(instruments: readonly string[], from: number | null, cause: Gap['cause']): void {
    this.#pending.push({ instruments, from, cause });
  }

  #openHoles(ts: number): void {
    const pending = this.#pending;
    this.#pending = [];
    for (const { instruments, from, cause } of pending) {
      for (const id of instruments) this.#openHole(id, from, Math.floor(ts / MINUTE) * MINUTE + MINUTE, cause);
    }
    this.options.wanted();
  }

  #openHole(id: string, from: number | null, to: number, cause: Gap['cause']): void {
    const channel = this.channels.get(id);
    if (channel === undefined) return;
    const { series, source, baseTimeframe } = this.options.core.options;
    const start = from === null ? channel.sequence.next : Math.floor(from / MINUTE) * MINUTE;
    const { opens, missing } = sessionMinutes(channel.trades, Math.max(start, channel.sequence.next), to);
    // Nobody misses what no market made; a venue that lists nothing of it need not be asked.
    if (missing === 0 && this.options.pricesOnly === true) return;
    // What lies before the first run nobody has missed: history is fetched, but it is no gap.
    const fresh = from === null && series.lastTs(source, id, baseTimeframe) === null;
    const gapId = fresh || missing === 0 ? null : this.options.ids();
    const hole = channel.sequence.open(this.options.pricesOnly === true ? opens : start, to, cause, gapId);
    if (hole === null || gapId === null) return;
    const gap = { id: gapId, instrument: id, timeframe: baseTimeframe, from: hole.from, to: hole.to, missing, cause };
    series.openGap(source, { ...gap, status: 'open' });
  }

  #holeClosed(id: string, hole: Hole): void {
    if (hole.abandoned && hole.missing > 0) this.#owe(id, hole);
    else if (hole.gapId !== null)
      this.options.core.options.series.closeGap(hole.gapId, hole.missing > 0 ? 'unrepairable' : 'repaired');
  }

  /** Also the history before the first run gets a record here: without one nobody would ever ask for it again. */
  #owe(id: string, { gapId, start, to, cause, missing }: Hole): void {
    const { series, source, baseTimeframe } = this.options.core.options;
    const of = { id: gapId ?? this.options.ids(), instrument: id, timeframe: baseTimeframe };
    const gap: Gap = { ...of, from: start, to, missing, cause, status: 'open' };
    if (gapId === null) series.openGap(source, gap);
    this.options.owed(gap);
  }
}

/** So far back every minute is asked; of more, all are taken to be missed. */
const ASKED_MINUTES = 20 * 1440;

/** The first minute of the session in from ≤ ts < to, and how many of them there are. */
function sessionMinutes(trades: (ts: number) => boolean, from: number, to: number): { opens: number; missing: number } {
  if (to - from > ASKED_MINUTES * MINUTE) return { opens: from, missing: Math.round((to - from) / MINUTE) };
  let opens = to;
  let missing = 0;
  for (let ts = from; ts < to; ts += MINUTE) {
    if (!trades(ts)) continue;
    opens = Math.min(opens, ts);
    missing += 1;
  }
  return { opens, missing };
}
