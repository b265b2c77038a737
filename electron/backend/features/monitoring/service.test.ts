import { describe, expect, it } from 'vitest';
import { health as healthShape } from '../../../../shared/features/monitoring/contract';
import { anActor } from '../../../../test/builders/actor';
import { aStore } from '../../../../test/builders/store';
import { Refusal } from '../../store/refusal';
import { createMonitoring, type FeedHealth } from './service';

const FEED: FeedHealth = {
  source: 'simulation',
  state: 'simulation',
  clockOffsetMs: 3,
  publication: 'simulation',
  connections: [],
  instruments: [],
  refused: [],
  samples: [],
};
const CALL = { actor: anActor(), host: 'web', sessionId: null, signal: undefined } as const;

async function aMonitoring() {
  const { store, clock } = await aStore();
  const { handlers } = createMonitoring({
    keys: { describe: () => ({ state: 'missing', keptIn: null, place: '' }), keep: async () => 'kept', changed: () => undefined },
    read: store.read,
    outbox: store.outbox,
    clock,
    loop: { read: () => ({ p50: 0, p99: 1, max: 2 }), begin: () => undefined, stop: () => undefined },
    memory: () => 123 * 1024 * 1024,
    feed: () => FEED,
    reconnect: (connection) => connection === 'binance-1',
  });
  return { store, clock, handlers };
}

describe('monitoring', () => {
  it('[MON1] tells the whole health at once and then once a second', async () => {
    const { clock, handlers } = await aMonitoring();
    if (!('query' in handlers.healthStream)) throw new Error('a stream is a query');
    const stream = (await handlers.healthStream.query(undefined, CALL)) as AsyncGenerator;
    const first = healthShape.parse((await stream.next()).value);
    expect(first).toMatchObject({ at: clock.now(), memoryMb: 123, loop: { max: 2 }, state: 'simulation' });
    let told = 0;
    const reading = (async () => {
      for (let count = 0; count < 3; count += 1) {
        await stream.next();
        told += 1;
      }
    })();
    await clock.advanceAsync(900);
    expect(told).toBe(0);
    await clock.advanceAsync(1_200);
    expect(told).toBe(2);
    await clock.advanceAsync(1_000);
    await reading;
  });

  it('[MON2] cancels a waiting effect once and lets it be tried again', async () => {
    const { store, handlers } = await aMonitoring();
    const run = async (handler: typeof handlers.cancelOutbox, id: string) => {
      if (!('command' in handler)) throw new Error('a command is expected');
      const work = await handler.command({ id }, CALL);
      return store.commands.run({ actor: 'owner', action: 'test', input: { id } }, work);
    };
    const id = store.commands.run({ actor: 'test', action: 'test', input: {} }, (tx) =>
      tx.outbox('post', 'key-1', {}, { undoMs: 10_000 }),
    );
    await expect(run(handlers.retryOutbox, id)).rejects.toThrow(new Refusal('NOT_RETRYABLE'));
    await run(handlers.cancelOutbox, id);
    await expect(run(handlers.cancelOutbox, id)).rejects.toThrow(new Refusal('NOT_CANCELLABLE'));
    await run(handlers.retryOutbox, id);
    if (!('query' in handlers.outbox)) throw new Error('a query is expected');
    expect(await handlers.outbox.query({ limit: 5 }, CALL)).toMatchObject({ rows: [{ id, kind: 'post', state: 'waiting' }] });
  });
});
