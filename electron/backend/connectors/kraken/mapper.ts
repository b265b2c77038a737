import { isUtf8 } from 'node:buffer';
import type { FrameRefusal } from '../../../../shared/features/monitoring/contract';
import { SeenTrades } from '../dedupe';
import type { FeedInstrument, FeedSink } from '../feed';
import type { Link } from '../link';
import { type KrakenBar, type KrakenFrame, type KrakenTicker, type KrakenTrade, readFrame } from './schema';

export const CHANNELS = ['trade', 'ticker', 'ohlc'] as const;

const SAMPLE_BYTES = 400;
const TIME_JUMPS = 'exchange time jumps ahead';
const MINUTE = 60_000;

export interface ControlFrames {
  acknowledged(channel: string, symbol: string, link: Link): void;
  refusedRequest(symbol: string | null, message: string, link: Link): void;
  status(system: string): void;
}

/** What is remembered of one instrument. */
interface Channel {
  readonly id: string;
  readonly seen: SeenTrades;
  lastQuoteAt: number;
  /** The venue never says that a bar is closed: the next one does. */
  forming: KrakenBar | null;
}

/** Wire → our words for the instruments of one connection. */
export class KrakenMapper {
  readonly #channels: ReadonlyMap<string, Channel>;

  constructor(
    instruments: readonly FeedInstrument[],
    private readonly sink: FeedSink,
    private readonly control: ControlFrames,
    private readonly clockOffsetMs: () => number,
    private readonly overlapping: () => boolean,
  ) {
    this.#channels = new Map(
      instruments.map(({ id, symbol }) => [symbol, { id, seen: new SeenTrades(), lastQuoteAt: 0, forming: null }]),
    );
  }

  read(data: Buffer, link: Link): void {
    if (!isUtf8(data)) {
      this.#refuse('malformed', 'not UTF-8', data);
      return;
    }
    const frame = readFrame(data.toString('utf8'));
    if (frame.kind === 'refused') this.#refuse(frame.refusal, frame.detail, data);
    else this.#deliver(frame, data, link);
  }

  #deliver(frame: KrakenFrame, data: Buffer, link: Link): void {
    switch (frame.kind) {
      case 'trades':
        for (const row of frame.rows) this.#withChannel(row.symbol, data, (channel) => this.#trade(channel, row, data, link));
        return;
      case 'tickers':
        for (const row of frame.rows) this.#withChannel(row.symbol, data, (channel) => this.#ticker(channel, row, data, link));
        return;
      case 'bars':
        for (const row of frame.rows) this.#withChannel(row.symbol, data, (channel) => this.#bar(channel, row));
        return;
      case 'ack':
        this.control.acknowledged(frame.channel, frame.symbol, link);
        return;
      case 'error':
        this.control.refusedRequest(frame.symbol, frame.message, link);
        return;
      case 'status':
        this.control.status(frame.system);
        return;
      default:
      // Heartbeats and pongs have done their work by arriving.
    }
  }

  #withChannel(symbol: string, data: Buffer, use: (channel: Channel) => void): void {
    const channel = this.#channels.get(symbol);
    if (channel === undefined) this.#refuse('unknown-symbol', symbol, data);
    else use(channel);
  }

  #trade(channel: Channel, row: KrakenTrade, data: Buffer, link: Link): void {
    if (!link.exchangeTime(row.ts, this.clockOffsetMs())) this.#refuse('malformed', TIME_JUMPS, data);
    else if (channel.seen.first(row.tradeId)) this.sink.onTrade(channel.id, row.ts, row.price, row.amount, row.tradeId);
    else if (!this.overlapping()) this.sink.onRefused('duplicate', 'kraken', 'trade', `${channel.id} ${row.tradeId}`);
  }

  #ticker(channel: Channel, row: KrakenTicker, data: Buffer, link: Link): void {
    if (row.ts !== null && !link.exchangeTime(row.ts, this.clockOffsetMs())) {
      this.#refuse('malformed', TIME_JUMPS, data);
      return;
    }
    const ts = row.ts ?? link.lastExchangeAt;
    if (ts < channel.lastQuoteAt || !Number.isFinite(ts)) return;
    channel.lastQuoteAt = ts;
    this.sink.onQuote(channel.id, ts, row.bid, row.ask);
    this.sink.onTicker(channel.id, ts, row.last, row.change24h, row.volume24h);
  }

  #bar(channel: Channel, row: KrakenBar): void {
    const before = channel.forming;
    if (before !== null && row.ts < before.ts) return;
    if (before !== null && row.ts >= before.ts + MINUTE) this.#tellBar(channel.id, before, true);
    channel.forming = row;
    this.#tellBar(channel.id, row, false);
  }

  #tellBar(id: string, { ts, open, high, low, close, volume }: KrakenBar, closed: boolean): void {
    this.sink.onKline(id, ts, open, high, low, close, volume, closed);
  }

  #refuse(refusal: FrameRefusal, detail: string, data: Buffer): void {
    this.sink.onRefused(refusal, 'kraken', detail, data.toString('utf8', 0, SAMPLE_BYTES));
  }
}
