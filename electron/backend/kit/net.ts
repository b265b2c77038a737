import { WebSocket } from 'ws';

export interface SocketHandlers {
  open(): void;
  /** A whole text message; the buffer belongs to the receiver. UTF-8 is not checked here: the reader of the frame does. */
  message(data: Buffer): void;
  /** A protocol ping; the pong with the same payload has been sent. */
  ping(): void;
  /** Told once, after everything else. */
  close(code: number, reason: string): void;
}

export interface SocketLimits {
  /** A larger message closes the socket with code 1009, bytes. */
  readonly maxPayload: number;
  readonly connectTimeoutMs: number;
}

export interface Socket {
  /** Silently dropped when the socket is not open: the close handler tells. */
  send(text: string): void;
  /** Says goodbye and waits for the answer; `terminate` when that may not come. */
  close(): void;
  terminate(): void;
}

export type OpenSocket = (url: string, limits: SocketLimits, handlers: SocketHandlers) => Socket;

/** Opens a WebSocket client. Never throws: a bad address ends in `close` with code 1006, like every other failure. */
export const openSocket: OpenSocket = (url, limits, handlers) => {
  const socket = new WebSocket(url, {
    // Compression costs two orders of magnitude on feeds of small frames.
    perMessageDeflate: false,
    maxPayload: limits.maxPayload,
    handshakeTimeout: limits.connectTimeoutMs,
    skipUTF8Validation: true,
  });
  let failure = '';
  socket.on('open', handlers.open);
  socket.on('message', (data: Buffer, binary) => {
    if (!binary) handlers.message(data);
  });
  socket.on('ping', handlers.ping);
  socket.on('error', (error) => {
    failure = error.message;
  });
  socket.on('close', (code, reason) => {
    const oversized = failure.includes('Max payload');
    handlers.close(oversized ? 1009 : code, failure === '' ? reason.toString() : failure);
  });
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(1000),
    terminate: () => socket.terminate(),
  };
};

export interface HttpReply {
  readonly status: number;
  /** `Retry-After` as the server wrote it: seconds or an HTTP date. */
  readonly retryAfter: string | null;
  readonly body: string;
}

export type HttpGet = (url: string, timeoutMs: number, signal?: AbortSignal) => Promise<HttpReply>;

export type HttpPost = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
) => Promise<HttpReply>;

/** One POST of JSON. Rejects as `httpGet` does; what is sent twice is for the receiver to know by a header. */
export const httpPost: HttpPost = async (url, body, headers, timeoutMs) => {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  });
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.text() };
};

/** An answer longer than it may be; the rest of it was not read. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

export interface Download {
  readonly status: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly location: string | null;
  readonly retryAfter: string | null;
  readonly body: Uint8Array;
}

export interface DownloadLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export type HttpDownload = (url: string, limits: DownloadLimits) => Promise<Download>;

/**
 * One GET of a file; redirects are handed back, not followed. Rejects with TooLarge beyond `maxBytes` (counted unpacked), with a
 * TimeoutError when the whole answer is not there in time, and when the line is down.
 */
export const httpDownload: HttpDownload = async (url, { timeoutMs, maxBytes, headers, signal }) => {
  const limit = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { headers, signal: signal ? AbortSignal.any([limit, signal]) : limit, redirect: 'manual' });
  const header = (name: string) => response.headers.get(name);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > maxBytes) throw new TooLarge(`more than ${maxBytes} bytes`);
    parts.push(part);
  }
  return {
    status: response.status,
    etag: header('etag'),
    lastModified: header('last-modified'),
    location: header('location'),
    retryAfter: header('retry-after'),
    body: Buffer.concat(parts),
  };
};

/** One GET. Rejects when there is no answer within the time or the line is down; any status is a reply. */
export const httpGet: HttpGet = async (url, timeoutMs, signal) => {
  const limit = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { signal: signal ? AbortSignal.any([limit, signal]) : limit, redirect: 'error' });
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.text() };
};
