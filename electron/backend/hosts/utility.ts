import { resolve } from 'node:path';
import packageJson from '../../../package.json';
import type { FromBackend, ToBackend } from '../../../shared/base/backendProcess';
import { type Backend, openBackend } from '../compose';
import type { CallContext } from '../features/handlers';
import type { Vault } from '../feedKeys';
import { systemClock } from '../kit/clock';
import { defaultDataDir } from '../store/dataDir';
import { readHostFlags } from './flags';
import { openLog } from './log';
import { createPeerFactory, type PeerFactory, type Received } from './peer';
import { refusalSentence } from './refused';
import { shellVault } from './vault';

/** The end of a port as Electron hands it to a utility process; Node's own MessagePort fits too. */
export interface PortPart {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
}

/** `process.parentPort` of a utility process; typed here because the backend never imports Electron. */
export interface ParentPart {
  on(event: 'message', listener: (event: { readonly data: ToBackend; readonly ports: readonly PortPart[] }) => void): unknown;
  postMessage(message: FromBackend): void;
}

export interface UtilityOptions {
  readonly parent: ParentPart;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exit: (code: number) => void;
}

const REFUSAL_HEARD_MS = 1_000;

/** Runs the backend for the desktop shell: a port per window, power events, an orderly stop. */
export async function runUtility({ parent, args, env, exit }: UtilityOptions): Promise<void> {
  let backend: Backend;
  try {
    // The shell starts a backend that ended by itself anew.
    backend = await open(args, env, shellVault(parent, systemClock()), () => void backend.stop().then(() => exit(0)));
  } catch (error) {
    const sentence = refusalSentence(error, env, 0);
    if (sentence === null) throw error;
    refuse(parent, sentence, exit);
    return;
  }
  const connect = createPeerFactory(backend.router);
  const context = backend.access.desktopContext();
  parent.on('message', ({ data, ports }) => {
    if (data.type === 'connect') for (const port of ports) servePort(connect, context, port);
    else if (data.type === 'resume') backend.resume();
    else if (data.type === 'stop') void backend.stop().then(() => exit(0));
  });
  parent.postMessage({ type: 'ready' });
  await backend.start();
}

/**
 * Says why there is no backend and waits to be told to end: a process that exits at once takes its last message with it.
 * A shell that says nothing back has gone, and is not waited for.
 */
function refuse(parent: ParentPart, sentence: string, exit: UtilityOptions['exit']): void {
  const limit = systemClock().setTimeout(() => exit(2), REFUSAL_HEARD_MS);
  parent.on('message', ({ data }) => {
    if (data.type !== 'stop') return;
    limit.cancel();
    exit(2);
  });
  parent.postMessage({ type: 'refused', sentence });
}

function open(args: readonly string[], env: UtilityOptions['env'], vault: Vault, restart: () => void): Promise<Backend> {
  const flags = readHostFlags(args);
  const dataDir = flags.dataDir ?? defaultDataDir(env);
  const log = openLog(resolve(dataDir, 'console.log'));
  return openBackend({
    dataDir,
    feed: flags.feed,
    host: 'desktop',
    version: packageJson.version,
    clock: systemClock(),
    log,
    env,
    vault,
    restart,
  });
}

/** One window. A port has no back-pressure, so streams are held back by their own pace only. */
function servePort(connect: PeerFactory, context: CallContext, port: PortPart): void {
  const peer = connect(context, async (message) => port.postMessage(message));
  port.on('message', ({ data }) => {
    // A window that says what is not of the protocol is answered by silence: its calls time out and it connects anew.
    peer.receive(data as Received).catch(() => peer.close());
  });
  port.on('close', () => peer.close());
  port.start();
}

const { parentPort } = process as unknown as { parentPort?: ParentPart };
if (parentPort !== undefined) {
  await runUtility({ parent: parentPort, args: process.argv.slice(2), env: process.env, exit: (code) => process.exit(code) });
}
