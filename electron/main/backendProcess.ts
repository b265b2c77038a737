import type { FromBackend, ToBackend } from '../../shared/base/backendProcess';
import type { BackendState } from '../../shared/base/shell';
import { CHANNELS } from '../preload/channels';
import type { ChildPart, ContentsPart, ElectronApi } from './electronApi';
import type { Secrets } from './secrets';

export interface Backend {
  readonly state: BackendState;
  /** Makes a port between the page and the backend, now or as soon as there is a backend to hand it to. */
  connect(page: ContentsPart): void;
  tell(message: ToBackend): void;
  /** Asks it to finish; resolves when it has ended, by force after a while. */
  stop(): Promise<void>;
}

export interface BackendOptions {
  /** The built entry for a utility process. */
  readonly entry: string;
  readonly args: readonly string[];
  readonly secrets: Secrets;
  readonly onState: (state: BackendState) => void;
  readonly schedule: (act: () => void, ms: number) => void;
  readonly now: () => number;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** A backend that ran this long was sound: its next fall starts again with the shortest wait. */
const SOUND_AFTER_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

/** Runs the backend beside the windows and starts it again when it falls, waiting twice as long each time. */
export function startBackend(
  electron: Pick<ElectronApi, 'utilityProcess' | 'MessageChannelMain'>,
  options: BackendOptions,
): Backend {
  const waiting = new Set<ContentsPart>();
  let state: BackendState = { state: 'starting' };
  let child: ChildPart | null = null;
  let attempt = 0;
  let stopping = false;
  let ended = Promise.withResolvers<void>();

  function become(next: BackendState): void {
    state = next;
    options.onState(next);
  }

  function handPort(to: ChildPart, page: ContentsPart): void {
    if (page.isDestroyed()) return;
    const { port1, port2 } = new electron.MessageChannelMain();
    to.postMessage({ type: 'connect' } satisfies ToBackend, [port1]);
    page.postMessage(CHANNELS.port, null, [port2]);
  }

  function hear(from: ChildPart, message: FromBackend): void {
    if (message.type === 'ready') {
      become({ state: 'ready' });
      for (const page of waiting) handPort(from, page);
      waiting.clear();
    } else if (message.type === 'refused') {
      become({ state: 'refused', sentence: message.sentence });
      // It waits to be told, so that its sentence is sure to have arrived.
      from.postMessage({ type: 'stop' } satisfies ToBackend);
    } else {
      void options.secrets[message.act](message.text).then((result) => {
        from.postMessage({ type: 'vault', id: message.id, result } satisfies ToBackend);
      });
    }
  }

  function start(): void {
    if (stopping) return;
    become({ state: 'starting' });
    const startedAt = options.now();
    const started = electron.utilityProcess.fork(options.entry, [...options.args], { serviceName: 'Sirrius Console backend' });
    child = started;
    ended = Promise.withResolvers<void>();
    started.on('message', (message: FromBackend) => hear(started, message));
    started.once('exit', () => {
      child = null;
      ended.resolve();
      if (stopping || state.state === 'refused') return;
      attempt = options.now() - startedAt >= SOUND_AFTER_MS ? 1 : attempt + 1;
      const retryInMs = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS);
      become({ state: 'restarting', attempt, retryInMs });
      options.schedule(start, retryInMs);
    });
  }

  start();
  return {
    get state() {
      return state;
    },
    connect: (page) => {
      if (child !== null && state.state === 'ready') handPort(child, page);
      else waiting.add(page);
    },
    tell: (message) => child?.postMessage(message),
    stop: () => {
      stopping = true;
      const last = child;
      if (last === null) return Promise.resolve();
      last.postMessage({ type: 'stop' } satisfies ToBackend);
      options.schedule(() => void last.kill(), STOP_LIMIT_MS);
      return ended.promise;
    },
  };
}
