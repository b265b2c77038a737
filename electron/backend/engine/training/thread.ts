import { parentPort, workerData } from 'node:worker_threads';
import { type FromThread, listenForStop } from '../../kit/worker';
import type { Trained, TrainingQuestion } from './question';
import { runTraining } from './runTraining';

/** The thread's whole life: one training, one answer. */
export function serve(question: TrainingQuestion, flag: SharedArrayBuffer): void {
  const stop = listenForStop(flag);
  const post = (message: FromThread<Trained>) => parentPort?.postMessage(message);
  try {
    const tell = (done: number, total: number) => {
      stop.check();
      post({ type: 'progress', done, total });
    };
    post({ type: 'answer', answer: runTraining(question, tell) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'FAULT';
    post({ type: 'failed', code, message: error instanceof Error ? error.message : String(error) });
  } finally {
    stop.end();
  }
}

// Built, this module is the thread's entry; run from its source, the one that starts it calls `serve`.
if (workerData !== null && 'question' in workerData && !('module' in workerData)) {
  const { question, stop } = workerData as { question: TrainingQuestion; stop: SharedArrayBuffer };
  serve(question, stop);
}
