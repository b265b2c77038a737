import { z } from 'zod';
import { nameOf, parseFrame, Refusal, type RefusedFrame, readJson } from '../refusal';

/** Frames of Twelve Data's price stream (source: twelvedata.com/docs, WebSocket, real-time price; field names are the venue's). */

const symbol = z.string().regex(/^[A-Za-z0-9./:_-]{1,32}$/);
/** Numbers are JSON numbers here; 1e999 parses to Infinity and is told apart from nonsense in `positive`. */
const number = z.custom<number>((value) => typeof value === 'number', 'not a number');
const LATEST_SECOND = 9_999_999_999;

const price = z.object({
  event: z.literal('price'),
  symbol,
  /** Whole seconds. */
  timestamp: z.int().positive().max(LATEST_SECOND),
  price: number,
  bid: number.nullish(),
  ask: number.nullish(),
});

const named = z.array(z.looseObject({ symbol: z.string() })).nullish();
const words = z.array(z.string()).nullish();
const status = z.object({
  event: z.literal('subscribe-status'),
  status: z.string(),
  success: named,
  fails: named,
  messages: words,
});
const fault = z.object({ status: z.literal('error'), message: z.string().optional(), messages: words });

export interface TwelveDataPrice {
  readonly kind: 'price';
  readonly symbol: string;
  /** Epoch ms of a whole second. */
  readonly ts: number;
  readonly price: number;
  /** Null where the instrument has no quotes, as an index. */
  readonly bid: number | null;
  readonly ask: number | null;
}

export type TwelveDataFrame =
  | TwelveDataPrice
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'subscribed'; readonly success: readonly string[]; readonly fails: readonly string[] }
  | { readonly kind: 'error'; readonly message: string };

/** Reads any frame. Never throws: what cannot be used is refused by name. */
export function readFrame(text: string): TwelveDataFrame | RefusedFrame {
  return readJson(text, readObject);
}

function readObject(value: object): TwelveDataFrame {
  switch ('event' in value ? value.event : undefined) {
    case 'price':
      return readPrice(value);
    case 'subscribe-status':
      return readStatus(value);
    case 'heartbeat':
      return { kind: 'heartbeat' };
    default:
      return readFault(value);
  }
}

function readPrice(value: object): TwelveDataPrice {
  const row = parseFrame(price, value);
  const { bid, ask } = row;
  const quoted = bid !== null && bid !== undefined && ask !== null && ask !== undefined;
  return {
    kind: 'price',
    symbol: row.symbol,
    ts: row.timestamp * 1000,
    price: positive(row.price),
    bid: quoted ? positive(bid) : null,
    ask: quoted ? positive(ask) : null,
  };
}

function readStatus(value: object): TwelveDataFrame {
  const { success, fails, messages, status: word } = parseFrame(status, value);
  const names = (list: typeof success) => (list ?? []).map((one) => one.symbol);
  if (word === 'error' && names(success).length + names(fails).length === 0)
    return { kind: 'error', message: messages?.join(' ') ?? 'refused without a reason' };
  return { kind: 'subscribed', success: names(success), fails: names(fails) };
}

function readFault(value: object): TwelveDataFrame {
  const found = fault.safeParse(value);
  if (!found.success) throw new Refusal('unsupported', nameOf(value));
  return { kind: 'error', message: found.data.message ?? found.data.messages?.join(' ') ?? 'refused without a reason' };
}

function positive(value: number): number {
  if (!Number.isFinite(value)) throw new Refusal('not-finite', String(value));
  if (value <= 0) throw new Refusal('not-positive', String(value));
  return value;
}
