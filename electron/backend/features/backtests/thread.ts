import { parentPort, workerData } from 'node:worker_threads';
import { type FromThread, listenForStop } from '../../kit/worker';
import { type BacktestErrand, measure, run } from './errands';
import { scorerOf } from './scorer';

/** The thread's whole life: one errand, one answer, its columns handed over. */
export async function serve(errand: BacktestErrand, flag: SharedArrayBuffer): Promise<void> {
  const stop = listenForStop(flag);
  const post = (message: FromThread<unknown>, transfer: readonly ArrayBuffer[] = []) =>
    parentPort?.postMessage(message, [...transfer]);
  try {
    const tell = (done: number, total: number) => {
      stop.check();
      post({ type: 'progress', done, total });
    };
    if (errand.kind === 'run') {
      const answer = run(errand, tell, scorerOf);
      post({ type: 'answer', answer }, [answer.pack]);
    } else {
      const answer = measure(errand);
      post(
        { type: 'answer', answer },
        answer.parts.map(({ bytes }) => bytes),
      );
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'FAULT';
    post({ type: 'failed', code, message: error instanceof Error ? error.message : String(error) });
  } finally {
    stop.end();
  }
}

// Built, this module is the thread's entry; run from its source, the one that starts it calls `serve`.
if (workerData !== null && 'question' in workerData && !('module' in workerData)) {
  const { question, stop } = workerData as { question: BacktestErrand; stop: SharedArrayBuffer };
  await serve(question, stop);
}
