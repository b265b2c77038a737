import { createPool, type Pool } from '../../kit/pool';
import { type Errand, sendErrand } from '../../kit/worker';
import type { Trained, TrainingQuestion } from './question';

/** One training at a time: the console itself keeps a core. */
const pool = createPool(1);

/**
 * Trains in a thread of its own, one after another through a pool. The candles' buffers are handed over: the caller's
 * columns are empty afterwards. Rejects with ErrandCancelled, or with ErrandFailed and UNKNOWN_STRATEGY, TOO_FEW, LEAK or FAULT.
 */
export function trainModel(
  question: TrainingQuestion,
  onProgress: (done: number, total: number) => void = () => undefined,
  places: Pool = pool,
): Errand<Trained> {
  return places.run(() =>
    sendErrand<Trained>('trainingThread', 'engine/training/thread.ts', question, {
      onProgress,
      gentle: false,
      transfer: buffersOf(question),
    }),
  );
}

function buffersOf({ series }: TrainingQuestion): ArrayBuffer[] {
  const columns = series.flatMap((one) => Object.values(one.columns) as Float64Array[]);
  return [...new Set(columns.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer);
}
