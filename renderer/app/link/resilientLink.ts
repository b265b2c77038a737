import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';
import type { Connection } from './connection';
import { LinkError } from './linkError';

/** Longest time a call may stay without an answer. A stream's first answer counts; its events do not. */
export const CALL_LIMIT_MS = 10_000;

/**
 * A link that outlives its transport: each call takes the transport of the moment, and gives up after ten seconds,
 * because a call on a port that closed in between never settles by itself.
 */
export class ResilientLink implements ClientLink<ClientContext> {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
    const transport = await this.#connection.transport(CALL_LIMIT_MS);
    const giveUp = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, giveUp.signal]) : giveUp.signal;
    const silent = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      silent.reject(new LinkError('timeout'));
      giveUp.abort();
    }, CALL_LIMIT_MS);
    const lost = transport.closed.then((how): never => {
      throw new LinkError(how === 'ended' ? 'ended' : 'unreachable');
    });
    // The race may be over long before the transport closes; its loss is then nobody's news here.
    lost.catch(() => undefined);
    try {
      return await Promise.race([transport.link.call(path, input, { ...options, signal }), silent.promise, lost]);
    } finally {
      clearTimeout(timer);
    }
  }
}
