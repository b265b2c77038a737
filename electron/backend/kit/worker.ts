import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** One question to a thread of its own; ending it early costs nothing but the answer. */
export interface Errand<Answer> {
  readonly answer: Promise<Answer>;
  /** The thread ends as soon as it may; `answer` rejects with `ErrandCancelled` once it has. */
  cancel(): void;
}

export class ErrandCancelled extends Error {
  override readonly name = 'ErrandCancelled';
}

/** What a thread posts: how far it is, and at the end its answer or why there is none. */
export type FromThread<Answer> =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'answer'; readonly answer: Answer }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };

/** A failure that the thread named; anything else is a fault. */
export class ErrandFailed extends Error {
  override readonly name = 'ErrandFailed';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface ErrandOptions {
  readonly onProgress: (done: number, total: number) => void;
  /**
   * Whether the thread has to be asked to stop: one that loads a native addon must never be cut off. Cut while SQLite's
   * registers itself, the addon aborts the whole process.
   */
  readonly gentle: boolean;
  /** Buffers of the question that are handed over, not copied. */
  readonly transfer?: readonly ArrayBuffer[];
}

/** In the thread: whether it was asked to stop. `check` throws once it was; the signal tells streams. */
export interface StopRequest {
  readonly signal: AbortSignal;
  check(): void;
  end(): void;
}

const LOOK_MS = 50;

export function listenForStop(flag: SharedArrayBuffer): StopRequest {
  const control = new AbortController();
  const word = new Int32Array(flag);
  const look = () => {
    if (Atomics.load(word, 0) === 1) control.abort(new ErrandCancelled('cancelled'));
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    signal: control.signal,
    check() {
      look();
      control.signal.throwIfAborted();
    },
    end: () => clearInterval(timer),
  };
}

/**
 * Runs an errand in a thread: nothing of it holds the event loop. `entry` is the name of the built file; `source` is the
 * module it is built from, which runs as it is where nothing was built (tests).
 */
export function sendErrand<Answer>(
  entry: string,
  source: string,
  question: unknown,
  { onProgress, gentle, transfer = [] }: ErrandOptions,
): Errand<Answer> {
  const stop = new SharedArrayBuffer(4);
  const worker = startThread(entry, source, question, stop, transfer);
  let cancelled = false;
  const answer = new Promise<Answer>((resolve, reject) => {
    worker.on('message', (message: FromThread<Answer>) => {
      if (message.type === 'progress') onProgress(message.done, message.total);
      else if (cancelled) return;
      else if (message.type === 'answer') resolve(message.answer);
      else reject(new ErrandFailed(message.code, message.message));
    });
    worker.once('error', reject);
    worker.once('exit', () =>
      reject(cancelled ? new ErrandCancelled('cancelled') : new Error('the thread ended without an answer')),
    );
  });
  return {
    answer,
    cancel() {
      cancelled = true;
      Atomics.store(new Int32Array(stop), 0, 1);
      if (!gentle) void worker.terminate();
    },
  };
}

function startThread(
  entry: string,
  source: string,
  question: unknown,
  stop: SharedArrayBuffer,
  transfer: readonly ArrayBuffer[],
): Worker {
  const transferList = [...transfer];
  const here = dirname(fileURLToPath(import.meta.url));
  // A built chunk lies in `parts/`, an entry beside it or above it.
  const built = [join(here, `${entry}.js`), join(here, '..', `${entry}.js`)].find((path) => existsSync(path));
  if (built !== undefined) return new Worker(built, { workerData: { question, stop }, transferList });
  return new Worker(SOURCE_BOOT, {
    eval: true,
    workerData: { question, stop, module: pathToFileURL(join(here, '..', source)).href },
    transferList,
    execArgv: ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'],
  });
}

/** Lets Node run the sources as they are: imports get their extension, JSON its attribute. */
const SOURCE_BOOT = `
const threads = require('node:worker_threads');
require('node:module').registerHooks({
  resolve(specifier, context, next) {
    const ours = context.parentURL?.endsWith('.ts') === true;
    const bare = ours && specifier.startsWith('.') && !/\\.(ts|mjs|js|json)$/.test(specifier);
    const resolved = next(bare ? specifier + '.ts' : specifier, context);
    return ours && resolved.url.endsWith('.json') ? { ...resolved, importAttributes: { type: 'json' } } : resolved;
  },
});
const { module, question, stop } = threads.workerData;
import(module).then(({ serve }) => serve(question, stop));
`;
