import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** One question to a thread of its own; ending it early costs nothing but the answer. */
export interface Errand<Answer> {
  readonly answer: Promise<Answer>;
  /** The thread ends at once, wherever it is; `answer` rejects with `ErrandCancelled`. */
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

/**
 * Runs an errand in a thread: nothing of it holds the event loop. `entry` is the name of the built file; `source` is the
 * module it is built from, which runs as it is where nothing was built (tests).
 */
export function sendErrand<Answer>(
  entry: string,
  source: string,
  question: unknown,
  onProgress: (done: number, total: number) => void,
): Errand<Answer> {
  const worker = startThread(entry, source, question);
  let cancelled = false;
  const answer = new Promise<Answer>((resolve, reject) => {
    worker.on('message', (message: FromThread<Answer>) => {
      if (message.type === 'progress') onProgress(message.done, message.total);
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
      void worker.terminate();
    },
  };
}

function startThread(entry: string, source: string, question: unknown): Worker {
  const here = dirname(fileURLToPath(import.meta.url));
  // A built chunk lies in `parts/`, an entry beside it or above it.
  const built = [join(here, `${entry}.js`), join(here, '..', `${entry}.js`)].find((path) => existsSync(path));
  if (built !== undefined) return new Worker(built, { workerData: question });
  return new Worker(SOURCE_BOOT, {
    eval: true,
    workerData: { question, module: pathToFileURL(join(here, '..', source)).href },
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
const { module, question } = threads.workerData;
import(module).then(({ serve }) => serve(question));
`;
