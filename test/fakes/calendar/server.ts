import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What the server does with the next question. */
export type CalendarDay =
  | { readonly kind: 'text'; readonly text: string; readonly etag?: string }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'page' }
  | { readonly kind: 'huge' }
  | { readonly kind: 'slow' }
  | { readonly kind: 'redirect'; readonly to: string };

export interface CalendarServer {
  readonly url: string;
  day: CalendarDay;
  /** `If-None-Match` of each question so far, and where it went. */
  readonly asked: { readonly path: string; readonly etag: string | null }[];
}

/** A server of calendars on loopback, with its bad days. */
export async function startCalendarServer(day: CalendarDay): Promise<CalendarServer> {
  const state = { day, asked: [] as CalendarServer['asked'] };
  const server = createServer((request, response) => {
    const etag = request.headers['if-none-match'] ?? null;
    state.asked.push({ path: request.url ?? '', etag });
    answer(request.url === '/moved' ? { kind: 'text', text: '[]' } : state.day, etag, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/week.json`;
  return Object.assign(state, { url });
}

function answer(day: CalendarDay, etag: string | null, response: ServerResponse): void {
  switch (day.kind) {
    case 'text': {
      const marks = day.etag === undefined ? {} : { etag: day.etag };
      if (day.etag !== undefined && day.etag === etag) response.writeHead(304).end();
      else response.writeHead(200, marks).end(day.text);
      return;
    }
    case 'status':
      response.writeHead(day.status, day.retryAfter === undefined ? {} : { 'retry-after': day.retryAfter }).end('no');
      return;
    case 'page':
      response.writeHead(200, { 'content-type': 'text/csv' }).end('\n<!doctype html><p>Sign in</p>');
      return;
    case 'redirect':
      response.writeHead(302, { location: day.to }).end();
      return;
    case 'huge':
      response.writeHead(200).end(Buffer.alloc(9_000_000, ' '));
      return;
    case 'slow':
      response.writeHead(200).write('[');
  }
}
