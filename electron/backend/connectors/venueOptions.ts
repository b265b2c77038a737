import type { BackoffLimits } from '../kit/backoff';
import type { Clock } from '../kit/clock';
import type { HttpGet, OpenSocket } from '../kit/net';
import type { Random } from '../kit/random';
import type { FeedInstrument, FeedSink } from './feed';
import type { LaneTimes } from './laneOptions';

/** What every venue's feed is built from; what is optional has the venue's own default. */
export interface VenueOptions {
  /** Without a path, such as `wss://stream.binance.com:9443`. */
  readonly wsUrl: string;
  /** Without a path, such as `https://api.binance.com`. */
  readonly restUrl: string;
  readonly instruments: readonly FeedInstrument[];
  readonly sink: FeedSink;
  readonly clock: Clock;
  readonly random?: Random;
  /** Our clock minus the venue's, ms, for latency figures. */
  readonly clockOffsetMs?: () => number;
  readonly open?: OpenSocket;
  readonly get?: HttpGet;
  /** Overrides of the venue's times, for tests and for venues on loopback. */
  readonly times?: Partial<LaneTimes>;
  readonly maxPayload?: number;
  readonly backoff?: BackoffLimits;
  readonly ackTimeoutMs?: number;
  /** Only the latest price of each instrument is wanted: for a referee. */
  readonly light?: boolean;
}
