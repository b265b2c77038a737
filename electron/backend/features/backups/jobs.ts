import type { z } from 'zod';
import type { Job, jobEnd } from '../../../../shared/features/backups/contract';
import type { Clock } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import type { Log } from '../../kit/log';
import { type Errand, ErrandCancelled } from '../../kit/worker';
import { problemOf } from './problems';

type JobEnd = z.infer<typeof jobEnd>;

/** What a running job says and hears. */
export interface JobHandle {
  stage(stage: Job['stage']): void;
  readonly progress: (done: number, total: number) => void;
  /** Waits for a thread that ends when the job is cancelled. */
  wait<Answer>(errand: Errand<Answer>): Promise<Answer>;
  /** Throws where the job was cancelled meanwhile. */
  check(): void;
}

export interface Jobs {
  readonly current: Job | null;
  readonly lastEnd: JobEnd | null;
  /** Null while another one runs. */
  start<T>(kind: Job['kind'], work: (handle: JobHandle) => Promise<T>): { readonly id: string; readonly done: Promise<T> } | null;
  cancel(): boolean;
  /** Resolves when what runs has ended, cancelled. */
  stop(): Promise<void>;
}

/** One at a time: two copies of one file would only be slower than one after the other. */
export function createJobs(options: { clock: Clock; ids: Ids; log: Log; changed: () => void }): Jobs {
  const { clock, ids, log, changed } = options;
  let current: Job | null = null;
  let lastEnd: JobEnd | null = null;
  let errand: Errand<unknown> | null = null;
  let cancelled = false;
  let running: Promise<unknown> = Promise.resolve();
  const update = (part: Partial<Job>) => {
    if (current !== null) current = { ...current, ...part };
    changed();
  };
  const check = () => {
    if (cancelled) throw new ErrandCancelled('cancelled');
  };
  const handle: JobHandle = {
    stage: (stage) => update({ stage, done: 0, total: 0 }),
    progress: (done, total) => update({ done, total }),
    check,
    async wait(given) {
      errand = given;
      if (cancelled) given.cancel();
      try {
        return await given.answer;
      } finally {
        errand = null;
      }
    },
  };
  const cancel = () => {
    if (current === null) return false;
    cancelled = true;
    errand?.cancel();
    return true;
  };
  return {
    get current() {
      return current;
    },
    get lastEnd() {
      return lastEnd;
    },
    start(kind, work) {
      if (current !== null) return null;
      cancelled = false;
      const id = ids();
      current = { id, kind, stage: 'copy', startedAt: clock.now(), done: 0, total: 0 };
      const end = (problem: string | null) => {
        current = null;
        lastEnd = { id, kind, at: clock.now(), ok: problem === null, problem };
        changed();
      };
      const done = (async () => {
        try {
          const result = await work(handle);
          end(null);
          return result;
        } catch (error) {
          const problem = problemOf(error);
          if (problem === 'FAULT') log.error(`the job ${kind} failed`, { error });
          end(problem);
          throw error;
        }
      })();
      running = done.catch(() => undefined);
      changed();
      return { id, done };
    },
    cancel,
    async stop() {
      cancel();
      await running;
    },
  };
}
