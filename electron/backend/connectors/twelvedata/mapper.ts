import { isUtf8 } from 'node:buffer';
import type { FrameRefusal } from '../../../../shared/features/monitoring/contract';
import type { FeedInstrument, FeedSink } from '../feed';
import type { Link } from '../link';
import { readFrame, type TwelveDataPrice } from './schema';

const SAMPLE_BYTES = 400;
const TIME_JUMPS = 'exchange time jumps ahead';
/** Prices remembered of one instrument, for the overlap of two sockets. */
const REMEMBERED = 256;
const IDS_A_SECOND = 1000;

export interface ControlFrames {
  subscribed(success: readonly string[], fails: readonly string[], link: Link): void;
  error(message: string): void;
}

/** What is remembered of one instrument: the stream numbers nothing, so a price is known again by what it says. */
interface Channel {
  readonly id: string;
  readonly recent: Set<string>;
  last: string;
  sequence: number;
}

/** Wire → our words for the instruments of the connection. Prices come as trades of no amount. */
export class TwelveDataMapper {
  readonly #channels: ReadonlyMap<string, Channel>;

  constructor(
    instruments: readonly FeedInstrument[],
    private readonly sink: FeedSink,
    private readonly control: ControlFrames,
    private readonly clockOffsetMs: () => number,
    private readonly overlapping: () => boolean,
  ) {
    this.#channels = new Map(instruments.map(({ id, symbol }) => [symbol, { id, recent: new Set(), last: '', sequence: 0 }]));
  }

  read(data: Buffer, link: Link): void {
    if (!isUtf8(data)) {
      this.#refuse('malformed', 'not UTF-8', data);
      return;
    }
    const frame = readFrame(data.toString('utf8'));
    switch (frame.kind) {
      case 'price':
        this.#price(frame, data, link);
        return;
      case 'subscribed':
        this.control.subscribed(frame.success, frame.fails, link);
        return;
      case 'error':
        this.control.error(frame.message);
        return;
      case 'refused':
        this.#refuse(frame.refusal, frame.detail, data);
        return;
      default:
      // A heartbeat's answer has done its work by arriving.
    }
  }

  #price(frame: TwelveDataPrice, data: Buffer, link: Link): void {
    const channel = this.#channels.get(frame.symbol);
    if (channel === undefined) this.#refuse('unknown-symbol', frame.symbol, data);
    else if (!link.exchangeTime(frame.ts, this.clockOffsetMs())) this.#refuse('malformed', TIME_JUMPS, data);
    else if (this.#isNews(channel, frame)) this.#deliver(channel, frame);
  }

  /** A line that repeats itself says nothing; what an earlier second held is asked only while two lines say the same. */
  #isNews(channel: Channel, { ts, price, bid, ask }: TwelveDataPrice): boolean {
    const key = `${ts} ${price} ${bid} ${ask}`;
    const overlapping = this.overlapping();
    const known = overlapping ? channel.recent.has(key) : channel.last === key;
    channel.last = key;
    channel.recent.add(key);
    if (channel.recent.size > REMEMBERED) channel.recent.delete(channel.recent.values().next().value ?? key);
    if (known && !overlapping) this.sink.onRefused('duplicate', 'twelvedata', 'price', `${channel.id} ${key}`);
    return !known;
  }

  #deliver(channel: Channel, { ts, price, bid, ask }: TwelveDataPrice): void {
    if (bid !== null && ask !== null) {
      this.sink.onQuote(channel.id, ts, bid, ask);
      // The price is made of the two: what is wrong with them is wrong with it.
      if (ask < bid) return;
    }
    channel.sequence = (channel.sequence + 1) % IDS_A_SECOND;
    this.sink.onTrade(channel.id, ts, price, 0, ts * IDS_A_SECOND + channel.sequence);
  }

  #refuse(refusal: FrameRefusal, detail: string, data: Buffer): void {
    this.sink.onRefused(refusal, 'twelvedata', detail, data.toString('utf8', 0, SAMPLE_BYTES));
  }
}
