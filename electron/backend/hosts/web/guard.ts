import type { IncomingMessage } from 'node:http';

/**
 * A page of another site can send requests to 127.0.0.1, and a name it controls can be made to resolve there (DNS rebinding).
 * So the Host must be one of our own names and, where the browser tells who asks, the asker must be our own page.
 */
export interface Guard {
  /** True when the request names this server and nothing else. */
  host(request: IncomingMessage): boolean;
  /** True when the request was made by a page of this server; every browser says so on POST and on WebSocket. */
  origin(request: IncomingMessage): boolean;
}

const OWN_NAMES = ['127.0.0.1', 'localhost'];

/** The port is asked late: with port 0 it is known only once the server listens. */
export function createGuard(port: () => number): Guard {
  const hosts = () => OWN_NAMES.map((name) => `${name}:${port()}`);
  return {
    host: (request) => hosts().includes(request.headers.host ?? ''),
    origin: (request) => {
      const site = request.headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin') return false;
      // The page and the socket must be on the same name: localhost and 127.0.0.1 are different origins to a browser.
      return request.headers.origin === `http://${request.headers.host ?? ''}`;
    },
  };
}
