import { bucketOpen } from '../../../shared/base/time';
import type { SignalRow } from '../../../shared/features/signals/signal';
import type { Level, Mark } from './chart/chartShapes';

/** Signals whose levels are drawn at once; more would be a fence. */
const SHOWN = 2;

/** A signal still running on the market: published, or waiting in quarantine, and not yet ended. */
export function isRunning(signal: SignalRow): boolean {
  return signal.state !== 'rejected' && signal.outcome?.final !== true;
}

/** Where each signal was decided: the bar of this timeframe in which the deciding candle closed. Only running ones are named. */
export function marksOf(signals: readonly SignalRow[], stepMs: number, text: (signal: SignalRow) => string): readonly Mark[] {
  return signals
    .map((signal) => ({
      ts: bucketOpen(signal.at - 1, stepMs),
      direction: signal.direction,
      text: isRunning(signal) ? text(signal) : '',
      faint: signal.state === 'quarantined' || signal.state === 'rejected',
    }))
    .sort((left, right) => left.ts - right.ts);
}

/** Entry, targets and stop of the newest running signals. */
export function levelsOf(
  signals: readonly SignalRow[],
  title: (level: 'entry' | 'tp1' | 'tp2' | 'sl') => string,
): readonly Level[] {
  return signals
    .filter(isRunning)
    .slice(0, SHOWN)
    .flatMap((signal): Level[] => [
      { price: signal.entry, title: title('entry'), role: 'entry' },
      { price: signal.tp1, title: title('tp1'), role: 'target' },
      { price: signal.tp2, title: title('tp2'), role: 'target' },
      { price: signal.sl, title: title('sl'), role: 'stop' },
    ]);
}
