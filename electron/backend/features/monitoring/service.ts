import type { FeedKey, Health, monitoringContract } from '../../../../shared/features/monitoring/contract';
import type { Clock } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import type { LoopDelayMonitor } from '../../kit/loopDelay';
import { Refusal } from '../../store/refusal';
import type { Outbox, Reader } from '../../store/types';
import type { Handlers } from '../handlers';
import { listOutbox } from './store';

/** What only the feed knows of its health. */
export type FeedHealth = Omit<Health, 'at' | 'loop' | 'memoryMb'>;

export interface MonitoringOptions {
  readonly read: Reader;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly loop: LoopDelayMonitor;
  /** Resident memory in bytes. */
  readonly memory: () => number;
  readonly feed: () => FeedHealth;
  /** False for an unknown connection. */
  readonly reconnect: (connection: string) => boolean;
  /** The key of the price feed; `keep` answers `locked` when the key ring has to be opened first. */
  readonly keys: {
    readonly describe: () => FeedKey;
    readonly keep: (key: string | null) => Promise<'kept' | 'locked'>;
    /** The feed may connect with it. */
    readonly changed: () => void;
  };
}

export interface Monitoring {
  readonly handlers: Handlers<typeof monitoringContract>;
  /** As it is at this moment. */
  health(): Health;
}

export function createMonitoring(options: MonitoringOptions): Monitoring {
  const { read, outbox, clock } = options;
  const health = (): Health => ({
    ...options.feed(),
    at: clock.now(),
    loop: options.loop.read(),
    memoryMb: Math.round(options.memory() / 104_857.6) / 10,
  });
  return {
    health,
    handlers: {
      health: { query: health },
      healthStream: {
        query: (_, { signal }) =>
          flatten(
            conflate({
              clock,
              hz: 1,
              signal,
              source: (offer) => {
                offer('health', health());
                const timer = clock.setInterval(() => offer('health', health()), 1000);
                return () => timer.cancel();
              },
            }),
          ),
      },
      reconnect: {
        command: ({ connection }) => {
          return (tx) => {
            tx.subject(connection);
            if (!options.reconnect(connection)) throw new Refusal('UNKNOWN_CONNECTION');
            return {};
          };
        },
      },
      feedKey: { query: () => options.keys.describe() },
      setFeedKey: {
        command: async ({ key }) => {
          const { keys } = options;
          if (keys.describe().keptIn === 'environment') throw new Refusal('KEY_FROM_ENVIRONMENT');
          if ((await keys.keep(key)) === 'locked') throw new Refusal('KEY_RING_LOCKED');
          return (tx) => {
            tx.subject('twelvedata');
            tx.fact('feed.key-changed', 'twelvedata');
            keys.changed();
            return {};
          };
        },
      },
      outbox: { query: ({ limit }) => ({ rows: listOutbox(read, limit) }) },
      retryOutbox: {
        command: ({ id }) => {
          return (tx) => {
            tx.subject(id);
            if (!outbox.retry(tx, id)) throw new Refusal('NOT_RETRYABLE');
            return {};
          };
        },
      },
      cancelOutbox: {
        command: ({ id }) => {
          return (tx) => {
            tx.subject(id);
            if (!outbox.cancel(tx, id)) throw new Refusal('NOT_CANCELLABLE');
            return {};
          };
        },
      },
    },
  };
}
