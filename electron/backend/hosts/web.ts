import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../../../package.json';
import { type Backend, openBackend } from '../compose';
import { OWNER } from '../features/access/service';
import { systemClock } from '../kit/clock';
import { createLog, type Log } from '../kit/log';
import { randomToken } from '../kit/random';
import { defaultDataDir } from '../store/dataDir';
import { readHostFlags } from './flags';
import { createPeerFactory } from './peer';
import { refusalSentence } from './refused';
import { startWebServer, type WebServer } from './web/server';
import { createSessionDoor } from './web/sessionDoor';

/** The built screens lie beside the built backend. */
const SCREENS = ['../renderer', '../../renderer'];

async function serve(backend: Backend, port: number, log: Log): Promise<WebServer> {
  const { access, router } = backend;
  const server = await startWebServer({
    root: screensFolder(),
    port,
    nonce: () => randomToken(16),
    connect: createPeerFactory(router),
    authenticate: async (secret) => {
      const id = access.authenticate(secret);
      return id === null ? null : { id, context: { actor: OWNER, host: 'web', sessionId: id } };
    },
    sessionDoor: createSessionDoor({
      now: () => systemClock().now(),
      exchange: async (token, label) => access.openSession(token, label),
    }),
    onError: (error) => log.error('a request failed', { error }),
  });
  access.onEnded((id) => server.sockets.endSession(id));
  return server;
}

function screensFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = SCREENS.map((path) => resolve(here, path)).find((path) => existsSync(resolve(path, 'index.html')));
  return found ?? resolve(here, '../renderer');
}

async function main(): Promise<void> {
  const flags = readHostFlags(process.argv.slice(2));
  const dataDir = flags.dataDir ?? defaultDataDir(process.env);
  const log = openLog(dataDir);
  const backend = await openBackend({
    dataDir,
    feed: flags.feed,
    host: 'web',
    version: packageJson.version,
    clock: systemClock(),
    log,
    env: process.env,
  });
  let server: WebServer;
  try {
    server = await serve(backend, flags.port, log);
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

/** Beside the data. A folder that cannot be written is the store's to refuse, with its sentence. */
function openLog(dataDir: string): Log {
  try {
    return createLog({ file: resolve(dataDir, 'console.log') });
  } catch {
    return createLog({ level: 'silent' });
  }
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
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
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
