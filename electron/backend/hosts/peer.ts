import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { ServerPeer } from '@orpc/standard-server-peer';
import type { CallContext } from '../features/handlers';
import type { AppRouter } from '../router';

export type Encoded = Parameters<ConstructorParameters<typeof ServerPeer>[0]>[0];
export type Received = Parameters<ServerPeer['message']>[0];

/** One caller on one wire, whatever the wire is. */
export interface Peer {
  /** Handles one incoming message to its end, streams included. Rejects on a message that is not of the protocol. */
  receive(message: Received): Promise<void>;
  /** Ends all its calls and streams: nothing more is sent. */
  close(): void;
}

export type PeerFactory = (context: CallContext, send: (message: Encoded) => Promise<void>) => Peer;

/**
 * Serves the router to one caller. `send` resolves when the wire has taken the message: a stream's next value is asked for only
 * then, so a caller that stops reading holds one message per stream and nothing piles up.
 */
export function createPeerFactory(router: AppRouter): PeerFactory {
  const handler = new StandardRPCHandler<CallContext>(router);
  return (context, send) => {
    const peer = new ServerPeer(send);
    const handle = createServerPeerHandleRequestFn(handler, { context });
    return {
      receive: async (message) => {
        await peer.message(message, handle);
      },
      close: () => peer.close(),
    };
  };
}
