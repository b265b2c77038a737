import type { FeedConnection } from '../../../shared/features/monitoring/contract';
import type { BackoffLimits } from '../kit/backoff';
import type { Clock } from '../kit/clock';
import type { OpenSocket } from '../kit/net';
import type { SlidingWindow } from './governor';
import type { Link, LinkLimits } from './link';

/** How long things may take. All milliseconds. */
export interface LaneTimes {
  /** No message at all for this long: the line is dead. */
  readonly silentAfterMs: number;
  /** Messages arrive but the exchange's clock stands still for this long: the venue is frozen. */
  readonly staleAfterMs: number;
  /** Age at which a connection is replaced before the venue cuts it; Infinity where the venue never does. */
  readonly lifetimeMs: number;
  /** The lifetime is shortened by up to this much, so that connections do not all retire together. */
  readonly lifetimeJitterMs: number;
  /** A replacement whose quiet subscriptions have not all spoken takes over after this long. */
  readonly handOverMs: number;
  /** A connection that lived this long was a good one: the back-off starts afresh. */
  readonly stableAfterMs: number;
  readonly checkEveryMs: number;
}

export interface LaneOptions {
  readonly id: string;
  readonly venue: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly open: OpenSocket;
  readonly limits: LinkLimits;
  readonly times: LaneTimes;
  readonly backoff: BackoffLimits;
  /** Connection attempts the venue allows, shared by all lanes. */
  readonly attempts: SlidingWindow;
  /** False while no market of the lane is open: then an exchange time that stands still is no fault. Always awake unless told. */
  readonly awake?: () => boolean;
}

/** The vendor's part of a connection. */
export interface LaneProtocol {
  url(): string;
  readonly subscriptions: number;
  opened(link: Link): void;
  message(data: Buffer, link: Link): void;
  /** Called at every check of an open link: application pings, acknowledgement deadlines. A text ends the link with that reason. */
  check(link: Link, now: number): string | null;
  state(connection: FeedConnection): void;
  /** Trades may be missing from this exchange time on. */
  hole(fromExchangeTs: number | null): void;
  oversized(reason: string): void;
}
