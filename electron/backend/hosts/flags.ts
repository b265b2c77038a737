import { parseArgs } from 'node:util';
import type { FeedChoice } from '../sources';

export interface HostFlags {
  readonly port: number;
  /** Null: the usual place of this user. */
  readonly dataDir: string | null;
  readonly feed: FeedChoice;
}

/** A command line that cannot be followed; the message is one sentence. */
export class BadFlags extends Error {
  override readonly name = 'BadFlags';
}

const OPTIONS = {
  port: { type: 'string' },
  'data-dir': { type: 'string' },
  feed: { type: 'string' },
  instrument: { type: 'string' },
  speed: { type: 'string' },
  'no-open': { type: 'boolean' },
  web: { type: 'boolean' },
} as const;

/** Reads the flags that `npm start` hands on. Throws BadFlags. */
export function readHostFlags(args: readonly string[]): HostFlags {
  const values = parse(args);
  return {
    port: wholeNumber('--port', values.port ?? '0', 0, 65_535),
    dataDir: values['data-dir'] ?? null,
    feed: feedOf(values.feed, values.instrument, values.speed),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new BadFlags(error instanceof Error ? (error.message.split('. ', 1)[0] ?? error.message) : String(error));
  }
}

function feedOf(feed: string | undefined, instrument: string | undefined, speed: string | undefined): FeedChoice {
  const file = feed !== undefined && feed !== 'live' && feed !== 'simulation';
  if (!file) {
    if (instrument !== undefined || speed !== undefined) throw new BadFlags('--instrument and --speed only go with --feed FILE');
    return { kind: feed === undefined ? 'auto' : (feed as 'live' | 'simulation') };
  }
  if (instrument === undefined) throw new BadFlags('--feed FILE also needs --instrument ID');
  if (!/^[A-Za-z0-9]{2,20}$/.test(instrument))
    throw new BadFlags(`--instrument takes an id such as BTCUSDT, not "${instrument}"`);
  return { kind: 'file', path: feed, instrument: instrument.toUpperCase(), speed: number('--speed', speed ?? '1', 1, 1000) };
}

function wholeNumber(flag: string, text: string, least: number, most: number): number {
  if (!/^\d+$/.test(text)) throw new BadFlags(`${flag} takes a number from ${least} to ${most}, not "${text}"`);
  return number(flag, text, least, most);
}

function number(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most)) {
    throw new BadFlags(`${flag} takes a number from ${least} to ${most}, not "${text}"`);
  }
  return value;
}
