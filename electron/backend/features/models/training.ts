import type { Timeframe } from '../../../../shared/base/time';
import type { DataSource, Instrument } from '../../../../shared/features/market/instrument';
import type { ModelArtifact } from '../../../../shared/features/models/artifact';
import type { TrainingEnd, TrainingInput, TrainingJob } from '../../../../shared/features/models/contract';
import type { Clock } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import type { Log } from '../../kit/log';
import { type Errand, ErrandCancelled } from '../../kit/worker';
import type { SeriesReader } from '../../store/series';
import { readCandles } from './candles';
import type { Train, Trained, TrainingQuestion } from './ports';

export interface TrainingOptions {
  readonly source: DataSource;
  readonly baseTimeframe: Timeframe;
  readonly series: SeriesReader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly version: string;
  readonly train: Train;
  /** The model in force, which the new one is compared with. */
  readonly previous: () => ModelArtifact | null;
  /** Puts the result on record; false where the same training was done before. */
  readonly record: (trained: Trained, by: string) => boolean;
  readonly changed: () => void;
}

export interface Training {
  readonly job: TrainingJob | null;
  readonly lastEnd: TrainingEnd | null;
  /** Null while another one runs. */
  start(input: TrainingInput, instruments: readonly Instrument[], by: string): string | null;
  cancel(): boolean;
  /** Resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** One training at a time: it takes as many cores as there are. */
export function createTraining(options: TrainingOptions): Training {
  const { clock, ids, log, changed } = options;
  let job: TrainingJob | null = null;
  let lastEnd: TrainingEnd | null = null;
  let errand: Errand<Trained> | null = null;
  let cancelled = false;
  let running: Promise<void> = Promise.resolve();
  const update = (part: Partial<TrainingJob>) => {
    if (job !== null) job = { ...job, ...part };
    changed();
  };
  const check = () => {
    if (cancelled) throw new ErrandCancelled('cancelled');
  };
  const work = async (input: TrainingInput, instruments: readonly Instrument[]): Promise<Trained> => {
    const question = await questionOf(options, input, instruments, { check, read: (done, total) => update({ done, total }) });
    update({ stage: 'train', done: 0, total: 0 });
    errand = options.train(question, (done, total) => update({ done, total }));
    if (cancelled) errand.cancel();
    return errand.answer;
  };
  const run = async (id: string, by: string, begun: Promise<Trained>) => {
    const end = (model: string | null, problem: TrainingEnd['problem']) => {
      job = null;
      errand = null;
      lastEnd = { id, at: clock.now(), model, problem };
      changed();
    };
    try {
      const trained = await begun;
      const isNew = options.record(trained, by);
      end(trained.artifact.id, isNew ? null : 'KNOWN');
    } catch (error) {
      const problem = problemOf(error);
      // A leak is a fault of the features: whoever mends it needs their names.
      if (problem === 'FAULT' || problem === 'LEAK') log.error('the training failed', { error });
      end(null, problem);
    }
  };
  return {
    get job() {
      return job;
    },
    get lastEnd() {
      return lastEnd;
    },
    start(input, instruments, by) {
      if (job !== null) return null;
      cancelled = false;
      const id = ids();
      job = { id, stage: 'read', startedAt: clock.now(), startedBy: by, done: 0, total: instruments.length };
      running = run(id, by, work(input, instruments));
      changed();
      return id;
    },
    cancel() {
      if (job === null) return false;
      cancelled = true;
      errand?.cancel();
      return true;
    },
    async stop() {
      cancelled = true;
      errand?.cancel();
      await running;
    },
  };
}

const NAMED = ['TOO_FEW', 'LEAK'] as const;

function problemOf(error: unknown): NonNullable<TrainingEnd['problem']> {
  if (error instanceof ErrandCancelled) return 'CANCELLED';
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return NAMED.find((name) => name === code) ?? 'FAULT';
}

interface Reading {
  readonly check: () => void;
  readonly read: (done: number, total: number) => void;
}

async function questionOf(
  options: TrainingOptions,
  input: TrainingInput,
  instruments: readonly Instrument[],
  { check, read }: Reading,
): Promise<TrainingQuestion> {
  const { source, baseTimeframe, series, clock, version } = options;
  const all: TrainingQuestion['instruments'][number][] = [];
  for (const instrument of instruments) {
    const span = { source, instrument: instrument.id, timeframe: baseTimeframe, from: input.from, to: input.to };
    const candles = await readCandles(series, span, check);
    if (candles.ts.length > 0) all.push({ instrument, candles });
    read(all.length, instruments.length);
  }
  check();
  const { from, to, timeframes, seed } = input;
  const given = { source, baseTimeframe, from, to, timeframes, seed };
  return { ...given, instruments: all, trainedAt: clock.now(), codeVersion: version, previous: options.previous() };
}
