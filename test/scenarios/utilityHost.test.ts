import { EventEmitter, once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ParentPart, type PortPart, runUtility } from '../../electron/backend/hosts/utility';
import type { FromBackend, ToBackend } from '../../shared/base/backendProcess';
import type { Client } from '../builders/console';
import { codeAt, PASSWORD } from '../builders/operators';
import { aFolder } from '../builders/store';
import { turn } from '../contracts/connectors/rig';
import { BinanceFake } from '../fakes/venues/binanceFake';

/** The shell's side of a utility process. */
class Shell extends EventEmitter {
  readonly said: FromBackend[] = [];
  exitCode: number | null = null;

  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
    const parent: ParentPart = {
      on: (_, listener) => this.on('tell', listener),
      postMessage: (message) => {
        this.said.push(message);
        this.emit(message.type);
      },
    };
    return runUtility({
      parent,
      args,
      env: { LANG: 'en_GB.UTF-8', ...env },
      exit: (code) => {
        this.exitCode = code;
        this.emit('exit');
      },
    });
  }

  tell(data: ToBackend, ports: readonly PortPart[] = []): void {
    this.emit('tell', { data, ports });
  }
}

/** Electron wraps what a port brings in an event; Node's port brings it bare. */
function electronEnd(port: MessagePort): PortPart {
  return {
    postMessage: (message) => port.postMessage(message),
    on: (event: string, listener: (event: never) => void) =>
      port.on(event as 'message', (data: unknown) => listener((event === 'message' ? { data } : undefined) as never)),
    start: () => port.start(),
  } as PortPart;
}

describe('the backend beside the desktop windows', () => {
  it('serves each window over its port, wakes its feeds, and ends when it is told to', { timeout: 30_000 }, async () => {
    const shell = new Shell();
    const ready = once(shell, 'ready');
    const venue = await new BinanceFake({ start: Date.now(), symbols: ['BTCUSDT'] }).listen();
    onTestFinished(() => venue.close());
    const running = shell.run(['--feed', 'live', '--data-dir', aFolder()], {
      SIRRIUS_BINANCE_WS_URL: venue.wsUrl,
      SIRRIUS_BINANCE_REST_URL: venue.restUrl,
    });
    await ready;
    const { port1, port2 } = new MessageChannel();
    shell.tell({ type: 'connect' }, [electronEnd(port1)]);
    const client: Client = createORPCClient(new RPCLink({ port: port2 }));
    expect(await client.access.hello()).toMatchObject({ host: 'desktop', source: 'binance', state: 'setup', operator: null });
    await expect(client.market.instruments(), 'nobody is signed in').rejects.toMatchObject({ code: 'FORBIDDEN' });
    const self = { name: 'Camille Durand', email: 'camille@sirrius.example', language: 'fr', timeZone: 'Europe/Paris' } as const;
    await client.access.setUp({ ...self, password: PASSWORD });
    expect(await client.access.hello()).toMatchObject({ state: 'enrol', operator: { id: 'owner', level: 5 } });
    const { secret } = await client.access.beginSecondFactor();
    await client.access.confirmSecondFactor({ code: codeAt(Date.now(), secret) });
    const other = new MessageChannel();
    shell.tell({ type: 'connect' }, [electronEnd(other.port1)]);
    const second: Client = createORPCClient(new RPCLink({ port: other.port2 }));
    expect(await second.access.hello(), '[ACC7] the windows are one session').toMatchObject({ state: 'signed-in' });
    await expect(client.access.windowToken(), 'there is no browser here').rejects.toMatchObject({ code: 'NOT_WEB' });
    const quotes = await client.market.quotes({ instruments: ['BTCUSDT'], hz: 60 });
    expect((await quotes.next()).done).toBe(false);
    await running;
    while (venue.peers.size === 0) await turn();
    expect(venue.attempts).toHaveLength(1);
    shell.tell({ type: 'resume' });
    while (venue.attempts.length === 1) await turn();
    shell.tell({ type: 'stop' });
    await once(shell, 'exit');
    expect([shell.exitCode, shell.said]).toEqual([0, [{ type: 'ready' }]]);
    port2.close();
    other.port2.close();
  });

  it('says in one sentence why it cannot run', async () => {
    const shell = new Shell();
    await shell.run(['--feed', '/no/such/file.csv', '--instrument', 'BTCUSDT', '--data-dir', aFolder()]);
    expect(shell.said).toEqual([{ type: 'refused', sentence: expect.stringContaining('--feed') }]);
    expect(shell.exitCode, 'a process that ends at once takes its last message with it').toBeNull();
    shell.tell({ type: 'stop' });
    expect(shell.exitCode).toBe(2);
    const folder = aFolder();
    writeFileSync(join(folder, 'console.db'), 'not a database at all, but long enough to be looked at');
    const other = new Shell();
    const ended = once(other, 'exit');
    await other.run(['--feed', 'simulation', '--data-dir', folder]);
    expect(other.said).toMatchObject([{ type: 'refused' }]);
    await ended;
    expect(other.exitCode, 'also when nobody tells it to').toBe(2);
  });
});
