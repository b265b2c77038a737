import type { BacktestJob } from '../../../../shared/features/backtests/contract';
import type { Clock } from '../../kit/clock';
import { nextTurn } from '../../kit/turn';
import { type Errand, ErrandCancelled } from '../../kit/worker';
import type { Handle } from './carry';

export interface BacktestJobs {
  readonly current: BacktestJob | null;
  /** False while another one runs. The work begins on a later turn: the command that asked for it commits first. */
  start(run: string, repeat: boolean, work: (handle: Handle) => Promise<void>): boolean;
  cancel(): boolean;
  /** Resolves when what runs has ended, called off. */
  stop(): Promise<void>;
}

/** One run at a time, on all threads there are. `work` deals with its own end and never rejects. */
export function createBacktestJobs({ clock, changed }: { clock: Clock; changed: () => void }): BacktestJobs {
  let current: BacktestJob | null = null;
  let cancelled = false;
  let running: Promise<void> = Promise.resolve();
  const errands = new Set<Errand<unknown>>();
  const check = () => {
    if (cancelled) throw new ErrandCancelled('cancelled');
  };
  const handle: Handle = {
    check,
    progress(stage, done, total) {
      if (current !== null) current = { ...current, stage, done, total };
      changed();
    },
    async wait(errand) {
      errands.add(errand);
      if (cancelled) errand.cancel();
      try {
        return await errand.answer;
      } catch (error) {
        // One that failed takes the others along: their answers are of no use any more.
        for (const other of errands) other.cancel();
        throw error;
      } finally {
        errands.delete(errand);
      }
    },
  };
  const cancel = () => {
    if (current === null) return false;
    cancelled = true;
    for (const errand of errands) errand.cancel();
    return true;
  };
  return {
    get current() {
      return current;
    },
    start(run, repeat, work) {
      if (current !== null) return false;
      cancelled = false;
      current = { run, repeat, stage: 'read', startedAt: clock.now(), done: 0, total: 0 };
      running = nextTurn()
        .then(() => work(handle))
        .finally(() => {
          current = null;
          changed();
        });
      changed();
      return true;
    },
    cancel,
    async stop() {
      cancel();
      await running;
    },
  };
}
