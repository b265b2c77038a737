import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../../../package.json';
import { openBackend } from '../compose';
import { systemClock } from '../kit/clock';
import type { Log } from '../kit/log';
import { defaultDataDir } from '../store/dataDir';
import { readHostFlags } from './flags';
import { openLog } from './log';
import { refusalSentence } from './refused';
import { serveBackend } from './web/serve';
import type { WebServer } from './web/server';

/** The built screens lie beside the built backend. */
const SCREENS = ['../renderer', '../../renderer'];

function screensFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = SCREENS.map((path) => resolve(here, path)).find((path) => existsSync(resolve(path, 'index.html')));
  return found ?? resolve(here, '../renderer');
}

async function main(): Promise<void> {
  const flags = readHostFlags(process.argv.slice(2));
  const dataDir = flags.dataDir ?? defaultDataDir(process.env);
  const log = openLog(resolve(dataDir, 'console.log'));
  const clock = systemClock();
  const backend = await openBackend({
    dataDir,
    feed: flags.feed,
    host: 'web',
    version: packageJson.version,
    clock,
    log,
    env: process.env,
  });
  let server: WebServer;
  try {
    server = await serveBackend({ backend, port: flags.port, root: screensFolder(), clock, log });
  } catch (error) {
    await backend.stop();
    throw error;
  }
  stopOnSignals(async () => {
    await server.close();
    await backend.stop();
  }, log);
  process.stdout.write(`Sirrius Console: http://127.0.0.1:${server.port}/#token=${backend.access.startToken()}\n`);
  await backend.start();
}

/** Ends once, whichever signal comes first and however often; a stop that hangs is cut off. */
function stopOnSignals(stop: () => Promise<void>, log: Log): void {
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    systemClock().setTimeout(() => process.exit(1), 5000);
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('the stop failed', { error });
        process.exit(1);
      },
    );
  };
  // A terminal that is closed says SIGHUP.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}

try {
  await main();
} catch (error) {
  const sentence = refusalSentence(error, process.env, readPort());
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(sentence === null ? 1 : 2);
}

function readPort(): number {
  const at = process.argv.indexOf('--port');
  return at < 0 ? 0 : Number(process.argv[at + 1] ?? 0);
}
