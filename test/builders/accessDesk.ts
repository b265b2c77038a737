import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { onTestFinished } from 'vitest';
import { type Backend, openBackend } from '../../electron/backend/compose';
import { type ManualClock, manualClock } from '../../electron/backend/kit/clock';
import { createLog } from '../../electron/backend/kit/log';
import { csvOf, flat } from './candles';
import type { Client } from './console';
import { aFolder } from './store';

const START = Date.UTC(2026, 0, 5, 9, 0, 0);

export interface AccessDesk {
  readonly backend: Backend;
  readonly clock: ManualClock;
  readonly dataDir: string;
  /** A browser's calls; without an id those of a fresh browser in which nobody is signed in. */
  browser(sessionId?: string): { readonly client: Client; readonly sessionId: string };
}

/** The whole backend on a manual clock with a market that stands still. Stopped with the test. */
export async function anAccessDesk(options: { dataDir?: string; clock?: ManualClock } = {}): Promise<AccessDesk> {
  const dataDir = options.dataDir ?? aFolder();
  const clock = options.clock ?? manualClock(START);
  const file = join(dataDir, 'tape.csv');
  writeFileSync(file, csvOf([flat(0, 100), flat(60_000, 100)]));
  const backend = await openBackend({
    dataDir,
    feed: { kind: 'file', path: file, instrument: 'BTCUSDT', speed: 1 },
    host: 'web',
    version: '0.0.0-test',
    clock,
    log: createLog({ level: 'silent' }),
    env: {},
  });
  let running = true;
  const stop = backend.stop.bind(backend);
  backend.stop = async () => {
    if (running) await stop();
    running = false;
  };
  onTestFinished(() => backend.stop());
  await backend.start();
  const { access } = backend;
  return {
    backend,
    clock,
    dataDir,
    browser(given) {
      const opened = given === undefined ? access.openSession(access.startToken(), 'test') : null;
      const sessionId = given ?? (opened !== null && 'secret' in opened ? access.authenticate(opened.secret) : null);
      if (sessionId === null) throw new Error('no session');
      return { sessionId, client: createRouterClient(backend.router, { context: access.webContext(sessionId) }) as Client };
    },
  };
}
