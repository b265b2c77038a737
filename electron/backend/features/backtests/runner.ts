import { type Errand, sendErrand } from '../../kit/worker';
import type { BacktestErrand, MeasureAnswer, MeasureErrand, RunAnswer, RunErrand, Tell } from './errands';

type Answer<E> = E extends RunErrand ? RunAnswer : MeasureAnswer;

/** Has an instrument run, or all trades measured, in a thread of its own; the columns are handed over, not copied. */
export function backtestErrand<E extends RunErrand | MeasureErrand>(
  errand: E,
  onProgress: Tell = () => undefined,
): Errand<Answer<E>> {
  return sendErrand<Answer<E>>('backtestThread', 'features/backtests/thread.ts', errand, {
    onProgress,
    gentle: false,
    transfer: columnsOf(errand),
  });
}

function columnsOf(errand: BacktestErrand): readonly ArrayBuffer[] {
  if (errand.kind === 'measure') return errand.packs;
  return Object.values(errand.candles).map((column) => (column as Float64Array).buffer as ArrayBuffer);
}
