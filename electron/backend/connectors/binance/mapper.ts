import { isUtf8 } from 'node:buffer';
import type { FrameRefusal } from '../../../../shared/features/monitoring/contract';
import { SeenTrades } from '../dedupe';
import type { FeedInstrument, FeedSink } from '../feed';
import type { Link } from '../link';
import { FrameScanner, SCANNED } from './scanner';
import { type BinanceFrame, readFrame } from './schema';

/** Subscriptions of one instrument, in the order in which a link counts their first frames. */
export const CHANNELS = ['trade', 'bookTicker', 'kline_1m', 'ticker'] as const;
const [TRADE, QUOTE, KLINE, TICKER] = [0, 1, 2, 3] as const;

const SAMPLE_BYTES = 400;
const TIME_JUMPS = 'exchange time jumps ahead';

/** What a frame says to the connection rather than to the market. */
export interface ControlFrames {
  acknowledged(id: string, link: Link): void;
  refusedRequest(id: string | null, message: string, link: Link): void;
  shutdown(link: Link): void;
}

/** The part of an instrument that decides what is news, and where its subscriptions lie in its lane. */
class Channel {
  readonly seen = new SeenTrades();
  lastUpdateId = -1;
  constructor(
    readonly id: string,
    readonly firstSubscription: number,
  ) {}
}

/** Wire → our words for the instruments of one lane. Both sockets of a hand-over share it, and so their duplicates fall out here. */
export class BinanceMapper {
  readonly #scanner: FrameScanner;
  readonly #channels: readonly Channel[];
  readonly #indexOf: ReadonlyMap<string, number>;

  constructor(
    instruments: readonly FeedInstrument[],
    private readonly sink: FeedSink,
    private readonly control: ControlFrames,
    private readonly clockOffsetMs: () => number,
    /** While two sockets overlap their duplicates are expected and not counted. */
    private readonly overlapping: () => boolean,
  ) {
    this.#scanner = new FrameScanner(instruments.map(({ symbol }) => symbol));
    this.#channels = instruments.map(({ id }, index) => new Channel(id, index * CHANNELS.length));
    this.#indexOf = new Map(instruments.map(({ symbol }, index) => [symbol, index]));
  }

  read(data: Buffer, link: Link): void {
    const scanner = this.#scanner;
    const found = scanner.scan(data);
    if (found === SCANNED.none) {
      this.#readWhole(data, link);
      return;
    }
    const channel = this.#channels[scanner.symbol];
    if (channel === undefined) return;
    if (found === SCANNED.trade) {
      if (!link.exchangeTime(scanner.eventAt, this.clockOffsetMs())) this.#refuse('malformed', TIME_JUMPS, data);
      else this.#trade(channel, link, scanner.ts, scanner.price, scanner.amount, scanner.tradeId);
    } else {
      this.#quote(channel, link, scanner.updateId, scanner.bid, scanner.ask);
    }
  }

  #readWhole(data: Buffer, link: Link): void {
    if (!isUtf8(data)) {
      this.#refuse('malformed', 'not UTF-8', data);
      return;
    }
    const frame = readFrame(data.toString('utf8'));
    switch (frame.kind) {
      case 'ack':
        this.control.acknowledged(frame.id, link);
        return;
      case 'error':
        this.control.refusedRequest(frame.id, frame.message, link);
        return;
      case 'shutdown':
        this.control.shutdown(link);
        return;
      case 'refused':
        this.#refuse(frame.refusal, frame.detail, data);
        return;
      default:
        this.#deliver(frame, data, link);
    }
  }

  #deliver(frame: Extract<BinanceFrame, { symbol: string }>, data: Buffer, link: Link): void {
    const channel = this.#channels[this.#indexOf.get(frame.symbol) ?? -1];
    if (channel === undefined) {
      this.#refuse('unknown-symbol', frame.symbol, data);
      return;
    }
    if (frame.kind === 'quote') {
      this.#quote(channel, link, frame.updateId, frame.bid, frame.ask);
      return;
    }
    if (!link.exchangeTime(frame.eventAt, this.clockOffsetMs())) {
      this.#refuse('malformed', TIME_JUMPS, data);
      return;
    }
    if (frame.kind === 'trade') {
      this.#trade(channel, link, frame.ts, frame.price, frame.amount, frame.tradeId);
    } else if (frame.kind === 'kline') {
      link.seen(channel.firstSubscription + KLINE);
      const { ts, open, high, low, close, volume, closed } = frame;
      this.sink.onKline(channel.id, ts, open, high, low, close, volume, closed);
    } else {
      link.seen(channel.firstSubscription + TICKER);
      this.sink.onTicker(channel.id, frame.eventAt, frame.last, frame.change24h, frame.volume24h);
    }
  }

  #trade(channel: Channel, link: Link, ts: number, price: number, amount: number, tradeId: number): void {
    link.seen(channel.firstSubscription + TRADE);
    if (channel.seen.first(tradeId)) this.sink.onTrade(channel.id, ts, price, amount, tradeId);
    else if (!this.overlapping()) this.sink.onRefused('duplicate', 'binance', 'trade', `${channel.id} ${tradeId}`);
  }

  /** A spot quote carries no time: it is as new as the newest exchange time its connection has shown. */
  #quote(channel: Channel, link: Link, updateId: number, bid: number, ask: number): void {
    link.seen(channel.firstSubscription + QUOTE);
    if (updateId <= channel.lastUpdateId || !Number.isFinite(link.lastExchangeAt)) return;
    channel.lastUpdateId = updateId;
    this.sink.onQuote(channel.id, link.lastExchangeAt, bid, ask);
  }

  #refuse(refusal: FrameRefusal, detail: string, data: Buffer): void {
    this.sink.onRefused(refusal, 'binance', detail, data.toString('utf8', 0, SAMPLE_BYTES));
  }
}
