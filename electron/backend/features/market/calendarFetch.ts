import { isSafeUrl } from '../../../../shared/base/safeUrl';
import type { CalendarFault } from '../../../../shared/features/market/announcements/faults';
import type { RefreshFault } from '../../../../shared/features/market/announcements/refresh';
import { type Download, type HttpDownload, TooLarge } from '../../kit/net';

const TIMEOUT_MS = 20_000;
const MOST_BYTES = 8_000_000;
const MOST_HOPS = 3;
const MOVED = [301, 302, 303, 307, 308];

/** Why a calendar could not be fetched or read. */
export class FetchFault extends Error {
  override readonly name = 'FetchFault';

  constructor(
    readonly code: RefreshFault,
    readonly value = '',
    readonly fault: CalendarFault | null = null,
    readonly line: number | null = null,
    /** What the server asks to be left alone for, ms. */
    readonly waitMs = 0,
  ) {
    super(`${code} ${value}`.trim());
  }
}

export interface FetchOptions {
  readonly download: HttpDownload;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
}

/** One conditional GET, following the same host's redirects. Null where nothing changed. Throws FetchFault. */
export async function fetchCalendar(url: string, options: FetchOptions): Promise<Download | null> {
  const headers: Record<string, string> = { accept: 'text/calendar, application/json, text/csv, */*;q=0.1' };
  if (options.etag !== null) headers['if-none-match'] = options.etag;
  if (options.lastModified !== null) headers['if-modified-since'] = options.lastModified;
  let at = url;
  for (let hop = 0; hop <= MOST_HOPS; hop += 1) {
    const reply = await ask(at, headers, options);
    if (reply.status === 304) return null;
    if (MOVED.includes(reply.status)) {
      at = nextHop(at, reply.location);
      continue;
    }
    if (reply.status !== 200) throw new FetchFault('status', String(reply.status), null, null, waitOf(reply.retryAfter));
    if (isPage(reply.body)) throw new FetchFault('page');
    return reply;
  }
  throw new FetchFault('redirect', hostOf(at));
}

async function ask(url: string, headers: Readonly<Record<string, string>>, options: FetchOptions): Promise<Download> {
  const { download, signal, timeoutMs = TIMEOUT_MS } = options;
  try {
    return await download(url, { timeoutMs, maxBytes: MOST_BYTES, headers, signal });
  } catch (error) {
    if (error instanceof TooLarge) throw new FetchFault('too-large');
    if (error instanceof Error && error.name === 'TimeoutError') throw new FetchFault('timeout', String(timeoutMs / 1000));
    throw new FetchFault('unreachable', hostOf(url));
  }
}

/** Another host was not what a person entered: whoever holds the address must not lead the console elsewhere. */
function nextHop(from: string, location: string | null): string {
  const next = location === null ? null : URL.parse(location, from);
  if (next === null || next.host !== new URL(from).host || !isSafeUrl(next.href))
    throw new FetchFault('redirect', next?.host ?? '');
  return next.href;
}

const hostOf = (url: string): string => URL.parse(url)?.host ?? url;

function waitOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) * 1000 : 0;
}

function isPage(body: Uint8Array): boolean {
  const begin = new TextDecoder().decode(body.subarray(0, 256)).replace(/^\ufeff/, '');
  return begin.trimStart().startsWith('<');
}
