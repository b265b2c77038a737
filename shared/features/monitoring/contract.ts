import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { command, query, stream } from '../../base/contract';
import { uuid } from '../../base/ids';
import { dataSource } from '../market/instrument';

/** Why a frame was not used. Names are shown in both languages. */
export const FRAME_REFUSALS = [
  'malformed',
  'oversized',
  'unsupported',
  'unknown-symbol',
  'not-finite',
  'not-positive',
  'absurd-price',
  'out-of-order',
  'duplicate',
  'too-late',
  'crossed',
  /** The venue's own bar holds trades that were never heard. */
  'trades-missed',
] as const;
export const frameRefusal = z.enum(FRAME_REFUSALS);
export type FrameRefusal = z.infer<typeof frameRefusal>;

/** One WebSocket connection to a venue. */
export const feedConnection = z.object({
  id: z.string(),
  venue: z.string(),
  state: z.enum(['connecting', 'live', 'stale', 'waiting', 'closed']),
  since: z.int(),
  reconnects: z.int(),
  /** Milliseconds from exchange time to arrival, offset-corrected, median of the last minute; null before the first message. */
  latencyMs: z.number().nullable(),
  lastExchangeAt: z.int().nullable(),
  lastArrivalAt: z.int().nullable(),
  messages: z.int(),
  perSecond: z.number(),
  subscriptions: z.int(),
  /** When a waiting connection tries again. */
  retryAt: z.int().nullable(),
  lastError: z.string().nullable(),
});
export type FeedConnection = z.infer<typeof feedConnection>;

export const frameSample = z.object({
  at: z.int(),
  venue: z.string(),
  refusal: frameRefusal,
  detail: z.string(),
  sample: z.string(),
});

/** Where a venue wants a key: whether there is one, and whether the venue takes it. */
export const feedKeyState = z.enum(['missing', 'present', 'refused']);
export type FeedKeyState = z.infer<typeof feedKeyState>;

/** How a second venue sees an instrument. */
export const refereeReading = z.object({
  instrument: z.string(),
  /** Its price; null before the first. */
  price: z.number().nullable(),
  /** How old that is by our clock, ms. */
  ageMs: z.number().nullable(),
  /** Difference of the two prices now, in basis points of the referee's; null where one of them is missing or old. */
  bps: z.number().nullable(),
  /** The largest of the last hour; null where none could be taken. */
  worstBps: z.number().nullable(),
  /** Over the limit for half a minute, until it is under half of it. */
  diverging: z.boolean(),
});
export type RefereeReading = z.infer<typeof refereeReading>;

export const refereeHealth = z.object({
  venue: z.string(),
  /** Basis points from which a signal is held back; 0 where nothing is held. */
  limitBps: z.number(),
  connections: z.array(feedConnection),
  readings: z.array(refereeReading),
});
export type RefereeHealth = z.infer<typeof refereeHealth>;

export const instrumentFeed = z.object({
  instrument: z.string(),
  lastTradeAt: z.int().nullable(),
  ageMs: z.number().nullable(),
  stale: z.boolean(),
  gapsOpen: z.int(),
  gapsRepaired: z.int(),
  suspectCandles: z.int(),
  crossed: z.boolean(),
});

export const health = z.object({
  at: z.int(),
  source: dataSource,
  state: z.enum(['live', 'degraded', 'offline', 'simulation', 'replay']),
  /** PC clock minus venue clock, ms; null while unknown. Over 2 s it is shown, over 30 s publication stops. */
  clockOffsetMs: z.number().nullable(),
  publication: z.enum(['open', 'stopped-clock', 'simulation']),
  connections: z.array(feedConnection),
  instruments: z.array(instrumentFeed),
  refused: z.array(z.object({ refusal: frameRefusal, count: z.int() })),
  samples: z.array(frameSample),
  /** Event-loop delay of the backend over the last minute, ms. */
  loop: z.object({ p50: z.number(), p99: z.number(), max: z.number() }),
  memoryMb: z.number(),
  /** Absent where the venue wants no key. */
  key: feedKeyState.optional(),
  /** The second venue; absent where the source has none. */
  referee: refereeHealth.optional(),
});
export type Health = z.infer<typeof health>;

export const outboxRow = z.object({
  id: uuid,
  kind: z.string(),
  state: z.enum(['waiting', 'sending', 'done', 'failed', 'cancelled']),
  attempts: z.int(),
  createdAt: z.int(),
  nextAt: z.int().nullable(),
  lastError: z.string().nullable(),
  /** Done as a dry run: nothing left the console. */
  dry: z.boolean(),
});

/** The key of the price feed, never the key itself. */
export const feedKey = z.object({
  /** `locked`: the system's key ring has to be opened first. */
  state: z.enum(['missing', 'present', 'refused', 'locked']),
  keptIn: z.enum(['keyring', 'file', 'environment']).nullable(),
  /** The file beside the data that holds it, sealed or not. */
  place: z.string(),
});
export type FeedKey = z.infer<typeof feedKey>;

export const monitoringContract = {
  health: query('monitoring:read').output(health),
  /** At most one event a second. */
  healthStream: stream('monitoring:read').output(eventIterator(health)),
  reconnect: command('monitoring:operate')
    .input(z.object({ connection: z.string() }))
    .output(z.object({}))
    .errors({ UNKNOWN_CONNECTION: {} }),
  feedKey: query('monitoring:read').output(feedKey),
  /** Keeps the key of the price feed in the safest place of this host, and connects with it; null forgets it. */
  setFeedKey: command('monitoring:operate', { stepUp: true, secrets: ['key'] })
    .input(
      z.object({
        key: z
          .string()
          .regex(/^[A-Za-z0-9_-]{8,128}$/)
          .nullable(),
      }),
    )
    .output(z.object({}))
    .errors({ KEY_FROM_ENVIRONMENT: {}, KEY_RING_LOCKED: {} }),
  outbox: query('monitoring:read')
    .input(z.object({ limit: z.int().min(1).max(500) }))
    .output(z.object({ rows: z.array(outboxRow) })),
  retryOutbox: command('monitoring:operate')
    .input(z.object({ id: uuid }))
    .output(z.object({}))
    .errors({ NOT_RETRYABLE: {} }),
  cancelOutbox: command('monitoring:operate')
    .input(z.object({ id: uuid }))
    .output(z.object({}))
    .errors({ NOT_CANCELLABLE: {} }),
};
