/**
 * The browser console's session. The host prints a link with a one-time token in the fragment; the token buys a secret that
 * lives in this tab's sessionStorage and is shown to the host as a WebSocket subprotocol. No cookie: other local servers would get it.
 */
export type SessionResult =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly reason: string };

const STORED = 'sirrius.session';

/** Takes the token out of the address at once, so that it stays neither in sight nor in the history. */
export function takeToken(location: Location, history: History): string | null {
  const match = /^#token=([A-Za-z0-9_-]+)$/.exec(location.hash);
  if (match?.[1] === undefined) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return match[1];
}

export async function openSession(
  location: Location,
  history: History,
  storage: Storage,
  ask: typeof fetch,
): Promise<SessionResult> {
  const token = takeToken(location, history);
  if (token === null) {
    const secret = storage.getItem(STORED);
    return secret === null ? { kind: 'none' } : { kind: 'secret', secret };
  }
  const response = await ask('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const body: unknown = await response.json();
  if (!response.ok) return { kind: 'refused', reason: text(body, 'reason') ?? String(response.status) };
  const secret = text(body, 'secret');
  if (secret === null) return { kind: 'refused', reason: 'malformed' };
  storage.setItem(STORED, secret);
  return { kind: 'secret', secret };
}

export function forgetSession(storage: Storage): void {
  storage.removeItem(STORED);
}

function text(body: unknown, key: string): string | null {
  if (typeof body !== 'object' || body === null || !(key in body)) return null;
  const value = (body as Record<string, unknown>)[key];
  return typeof value === 'string' ? value : null;
}
