import type { IncomingMessage, ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from './headers';

const MAX_BODY = 4096;
/** Wrong tokens that cost nothing: a person may paste an old link a few times. */
const FREE_ATTEMPTS = 5;
const LONGEST_WAIT = 60_000;

export type Exchange =
  | { readonly secret: string; readonly expiresAt: number }
  | { readonly reason: 'UNKNOWN_TOKEN' | 'EXPIRED_TOKEN' | 'USED_TOKEN' };

export interface SessionDoorOptions {
  readonly now: () => number;
  /** Uses the one-time token up and opens a session. */
  readonly exchange: (token: string, label: string) => Promise<Exchange>;
}

export type SessionDoor = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** `POST /session {token}` → `{secret, expiresAt}`; 401 with the reason otherwise, and ever longer waits after wrong tokens. */
export function createSessionDoor(options: SessionDoorOptions): SessionDoor {
  let wrong = 0;
  let closedUntil = 0;
  return async (request, response) => {
    if (request.method !== 'POST') return json(response, 405, { reason: 'METHOD' });
    const wait = closedUntil - options.now();
    if (wait > 0) return json(response, 429, { reason: 'BACK_OFF', retryAfterMs: wait }, Math.ceil(wait / 1000));
    const token = await readToken(request);
    if (token === null) return json(response, 400, { reason: 'MALFORMED' });
    const result = await options.exchange(token, (request.headers['user-agent'] ?? '').slice(0, 200));
    if ('secret' in result) {
      wrong = 0;
      return json(response, 200, result);
    }
    wrong += 1;
    if (wrong >= FREE_ATTEMPTS) closedUntil = options.now() + Math.min(LONGEST_WAIT, 1000 * 2 ** (wrong - FREE_ATTEMPTS));
    return json(response, 401, result);
  };
}

async function readToken(request: IncomingMessage): Promise<string | null> {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return null;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) return null;
    parts.push(part);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
    const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : null;
    return typeof token === 'string' && token.length > 0 && token.length <= 200 ? token : null;
  } catch {
    // Not JSON: the caller hears MALFORMED, which is all there is to say.
    return null;
  }
}

function json(response: ServerResponse, status: number, body: object, retryAfter?: number): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
  });
  response.end(text);
}
