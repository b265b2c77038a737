import { parentPort, workerData } from 'node:worker_threads';
import type { FromThread } from '../../kit/worker';
import { type ErrandOf, run } from './errands';

/** The thread's whole life: one errand, one answer. */
export async function serve(errand: ErrandOf): Promise<void> {
  const post = (message: FromThread<unknown>) => parentPort?.postMessage(message);
  try {
    post({ type: 'answer', answer: await run(errand, (done, total) => post({ type: 'progress', done, total })) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'FAULT';
    post({ type: 'failed', code, message: error instanceof Error ? error.message : String(error) });
  }
}

// Built, this module is the thread's entry; run from its source, the one that starts it calls `serve`.
if (workerData !== null && 'kind' in workerData) await serve(workerData as ErrandOf);
