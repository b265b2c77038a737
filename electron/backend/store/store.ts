import type { Clock } from '../kit/clock';
import type { Log } from '../kit/log';
import type { Payloads } from './payloads';
import type { Series, SeriesReader } from './series';
import type { Commands, Facts, Outbox, Reactions, Reader } from './types';

export interface OpenOptions {
  /** Created with mode 0700 when it is missing. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a reader beside a running writer may do. */
export interface ReadStore {
  readonly dataDir: string;
  readonly read: Reader;
  readonly series: SeriesReader;
  close(): void;
}

/** The whole store of the one process that may write. */
export interface Store extends Omit<ReadStore, 'series'> {
  readonly series: Series;
  readonly commands: Commands;
  readonly facts: Facts;
  readonly reactions: Reactions;
  readonly outbox: Outbox;
  readonly payloads: Payloads;
}
