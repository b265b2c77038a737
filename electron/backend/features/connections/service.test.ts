import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConnectionRow } from '../../../../shared/features/connections/contract';
import { anActor } from '../../../../test/builders/actor';
import { aStore } from '../../../../test/builders/store';
import { ConnectorFault } from '../../connectors/fault';
import { openSecrets } from '../../secrets';
import type { Executor } from '../../store/types';
import { createConnections } from './service';

const LINE = { lastOkAt: null, fault: null, waiting: 0, pausedUntil: null, quotas: [] };

async function aDesk(env: Record<string, string> = {}) {
  const { store, clock, dataDir } = await aStore();
  const secrets = openSecrets({ dataDir, env, vault: null });
  const connections = createConnections({
    ...{ read: store.read, facts: store.facts, clock, secrets },
    given: (name) => env[name] ?? null,
    problemOf: (error) => (error instanceof ConnectorFault ? { problem: error.problem, message: error.message } : null),
  });
  const call = async (name: 'configure' | 'test' | 'setDryRun', input: never): Promise<ConnectionRow> => {
    const handler = connections.handlers[name] as unknown as {
      command(input: never, call: unknown): Promise<(tx: unknown) => ConnectionRow> | ((tx: unknown) => ConnectionRow);
    };
    const work = await handler.command(input, { actor: anActor() });
    return store.commands.run(
      { actor: 'anna', action: `connections.${name}`, input: { ...(input as object), secrets: '[secret]' } },
      work,
    );
  };
  return { store, clock, dataDir, connections, call };
}

const KEY = 'sk_test_of_a_secret';
const told = { id: 'stripe', options: {}, secrets: { secretKey: KEY } } as never;

describe('connections', () => {
  it('[CON1] [CON2] name what is missing, and keep a secret where no answer and no database shows it', async () => {
    const { connections, call, dataDir } = await aDesk();
    await expect(call('test', { id: 'stripe' } as never)).rejects.toMatchObject({ code: 'NOT_BUILT' });
    connections.attach('stripe', { probe: async () => 'Sirrius', health: () => LINE });
    await expect(call('test', { id: 'stripe' } as never)).rejects.toMatchObject({ code: 'INCOMPLETE' });
    expect(connections.complete('stripe')).toBe(false);
    const row = await call('configure', told);
    expect(row).toMatchObject({ state: 'untested', missing: [], dryRun: true });
    expect(row.secrets).toContainEqual({ name: 'secretKey', needed: true, kept: 'file' });
    expect(JSON.stringify(row)).not.toContain(KEY);
    expect(readFileSync(join(dataDir, 'console.db-wal')).includes(KEY)).toBe(false);
    expect(connections.secret('stripe', 'secretKey')).toBe(KEY);
  });

  it('[CON6] [CON5] keep what a test found, good or bad, with its time', async () => {
    const { connections, call, clock } = await aDesk();
    let answer = async () => 'Sirrius SAS';
    connections.attach('stripe', { probe: () => answer(), health: () => LINE });
    await call('configure', told);
    expect(await call('test', { id: 'stripe' } as never)).toMatchObject({
      state: 'ready',
      test: { message: 'Sirrius SAS', problem: null },
    });
    clock.advance(1000);
    answer = () => Promise.reject(new ConnectorFault('REFUSED', 'Invalid API Key provided'));
    expect(await call('test', { id: 'stripe' } as never)).toMatchObject({
      state: 'failing',
      test: { at: clock.now(), problem: 'REFUSED', message: 'Invalid API Key provided' },
    });
    expect(await call('configure', told), 'new settings, nothing known of them').toMatchObject({ state: 'untested', test: null });
  });

  it('[CON3] hold effects back as dry until let out, and send nothing while something lacks', async () => {
    const { connections, call } = await aDesk();
    const sent: string[] = [];
    const executor: Executor = { dedupesByKey: true, send: async ({ key }) => void sent.push(key) };
    const guarded = connections.guarded('stripe', executor);
    const item = { id: 'i', kind: 'k', key: 'once', payload: null, attempt: 1 };
    expect(await guarded.send(item)).toBe('dry');
    await call('setDryRun', { id: 'stripe', dryRun: false, reason: 'goes live' } as never);
    await expect(guarded.send(item)).rejects.toMatchObject({ name: 'NotSent', message: expect.stringContaining('secretKey') });
    await call('configure', told);
    await guarded.send(item);
    expect(sent).toEqual(['once']);
  });

  it('[CON2] refuse what they do not know and what the environment has fixed', async () => {
    const { call } = await aDesk({ 'stripe.baseUrl': 'http://127.0.0.1:1', SIRRIUS_STRIPE_SECRET_KEY: 'outside' });
    const ask = (options: object, secrets: object) => call('configure', { id: 'stripe', options, secrets } as never);
    await expect(ask({ colour: 'red' }, {})).rejects.toMatchObject({ code: 'UNKNOWN_OPTION', data: { name: 'colour' } });
    await expect(ask({ baseUrl: 'x' }, {})).rejects.toMatchObject({ code: 'FROM_ENVIRONMENT' });
    await expect(ask({}, { secretKey: 'x' })).rejects.toMatchObject({ code: 'FROM_ENVIRONMENT', data: { name: 'secretKey' } });
  });
});
