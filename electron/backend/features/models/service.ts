import { type Timeframe, timeframeMs } from '../../../../shared/base/time';
import type { DataSource, Instrument } from '../../../../shared/features/market/instrument';
import {
  LEAST_CANDLES,
  type ModelDetail,
  type modelsContract,
  type TrainingInput,
} from '../../../../shared/features/models/contract';
import type { ModelAct } from '../../../../shared/features/models/states';
import type { CandidateScorer, EngineSignal } from '../../engine/port';
import type { Clock } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import type { Ids } from '../../kit/ids';
import type { Log } from '../../kit/log';
import { createSubject } from '../../kit/subject';
import { Refusal } from '../../store/refusal';
import type { SeriesReader } from '../../store/series';
import type { Commands, Facts, Reader, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import { countCandles } from './candles';
import type { ScorerOf, Train } from './ports';
import { decide, inForce, nameOf, recordTrained } from './registry';
import { createScorers, type Scorers } from './scorers';
import { countScores, listEvents, listModels, modelById, rowOf, type Standing, textOf } from './store';
import { createTraining, type Training } from './training';
import { createModelWatch, type ModelWatch } from './watch';

export interface ModelsOptions {
  readonly source: DataSource;
  /** Nothing of it leaves the house: the source is no live venue. */
  readonly simulated: boolean;
  readonly instruments: readonly Instrument[];
  readonly baseTimeframe: Timeframe;
  /** Timeframes that signals are drawn from. */
  readonly timeframes: () => readonly Timeframe[];
  readonly series: SeriesReader;
  readonly read: Reader;
  readonly commands: Commands;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly version: string;
  /** Confidence above which a signal may be published. */
  readonly gate: number;
  /** What people call an actor. */
  readonly nameOf: (actor: string) => string;
  readonly train: Train;
  readonly scorerOf: ScorerOf;
}

export interface ModelsService {
  readonly handlers: Handlers<typeof modelsContract>;
  /** For the kernels: what gives candidates their confidence; null where the measured rate does. */
  scorer(): CandidateScorer | null;
  /** For a proof: the model that spoke then, whatever became of it since; null where it is unknown. */
  scorerFor(id: string): CandidateScorer | null;
  /** For the desk, in the command that records a signal. */
  scored(tx: Tx, signal: EngineSignal): void;
  /** For checks. */
  inForce(now: number): Standing | null;
  start(): void;
  stop(): Promise<void>;
}

interface Parts {
  readonly options: ModelsOptions;
  readonly scorers: Scorers;
  readonly watch: ModelWatch;
  readonly training: Training;
  readonly changes: ReturnType<typeof createSubject<void>>;
}

export function createModels(options: ModelsOptions): ModelsService {
  const { source, read, commands, facts, clock, simulated } = options;
  const log = options.log.child('models');
  const changes = createSubject<void>((error) => log.error('a listener failed', { error }));
  const scorers = createScorers({ ...options, log });
  const watch = createModelWatch({ ...options, log, scorers });
  const training = createTraining({
    ...options,
    log,
    previous: () => {
      const model = inForce(read, source, clock.now());
      return model === null ? null : scorers.artifact(model.id);
    },
    record: (trained, by) =>
      commands.run({ actor: 'system:models', action: 'models.record', input: { id: trained.artifact.id, by } }, (tx) =>
        recordTrained(tx, trained, by, { simulated }),
      ),
    changed: () => changes.tell(),
  });
  // A decision holds for the next candidate: the facts of its command come before anything else runs.
  const deaf = facts.subscribe((fact) => {
    if (!fact.kind.startsWith('model.')) return;
    scorers.changed();
    changes.tell();
  });
  return {
    handlers: handlersOf({ options, scorers, watch, training, changes }),
    scorer: () => scorers.current(),
    scorerFor: (id) => scorers.byId(id),
    scored: (tx, signal) => scorers.scored(tx, signal),
    inForce: (now) => inForce(read, source, now),
    start: watch.start,
    async stop() {
      watch.stop();
      deaf();
      await training.stop();
    },
  };
}

function handlersOf(parts: Parts): Handlers<typeof modelsContract> {
  const { options, scorers, training, changes } = parts;
  const { source, read, clock, baseTimeframe } = options;
  const rowFor = (model: Standing) => rowOf(model, scorers.card(model.id));
  const decided = (act: ModelAct) => ({
    command:
      ({ id, reason }: { id: string; reason: string }) =>
      (tx: Tx) =>
        rowFor(decide(tx, source, { id, act, reason }, options)),
  });
  return {
    list: {
      query: () => ({
        source,
        rows: listModels(read, source).map(rowFor),
        inForce: inForce(read, source, clock.now())?.id ?? null,
        job: training.job,
        lastEnd: training.lastEnd,
      }),
    },
    get: { query: ({ id }) => detailOf(parts, known(read, id)) },
    changes: {
      query: (_, { signal }) =>
        flatten(
          conflate<{ sequence: number }>({
            clock,
            hz: 4,
            signal,
            source: (offer) => {
              let sequence = 0;
              return changes.listen(() => {
                sequence += 1;
                offer('changes', { sequence });
              });
            },
          }),
        ),
    },
    material: {
      query: () => ({
        source,
        baseTimeframe,
        timeframes: usable(options),
        instruments: options.instruments.map(({ id }) => ({ id, lastTs: options.series.lastTs(source, id, baseTimeframe) })),
      }),
    },
    train: { command: (input, { actor }) => begin(parts, input, actor.id) },
    cancel: {
      command: () => {
        return () => {
          if (!training.cancel()) throw new Refusal('NOTHING_RUNS');
          return {};
        };
      },
    },
    promote: {
      command:
        ({ id, reason, to, days = 30 }) =>
        (tx) =>
          rowFor(decide(tx, source, { id, act: to === 'active' ? 'activate' : 'shadow', reason, days }, options)),
    },
    retire: decided('retire'),
    quarantine: decided('quarantine'),
    unquarantine: decided('unquarantine'),
    export: {
      query: ({ id, part }) => {
        known(read, id);
        const text = textOf(read, id, part === 'card' ? 'card_json' : 'artifact_json');
        return { name: `sirrius-${part === 'card' ? 'card' : 'model'}-${nameOf(id)}.json`, text };
      },
    },
  };
}

function known(read: Reader, id: string): Standing {
  const model = modelById(read, read.db, id);
  if (model === undefined) throw new Refusal('UNKNOWN_MODEL');
  return model;
}

function detailOf({ options, scorers, watch }: Parts, model: Standing): ModelDetail {
  const { read } = options;
  const card = scorers.card(model.id);
  const works = model.state === 'shadow' || model.state === 'active';
  return {
    row: rowOf(model, card),
    card,
    history: listEvents(read, model.id).map((event) => ({ ...event, who: options.nameOf(event.actor) })),
    drift: works ? watch.drift(model) : null,
    scores: countScores(read, model.id),
  };
}

/** Those not shorter than the stored candles. */
function usable({ timeframes, baseTimeframe }: ModelsOptions): Timeframe[] {
  return timeframes().filter((timeframe) => timeframeMs(timeframe) >= timeframeMs(baseTimeframe));
}

async function begin({ options, training }: Parts, input: TrainingInput, by: string): Promise<() => { job: string }> {
  const { source, series, baseTimeframe } = options;
  if (training.job !== null) throw new Refusal('BUSY');
  const instruments = [...new Set(input.instruments)].map((id) => {
    const found = options.instruments.find((one) => one.id === id);
    if (found === undefined) throw new Refusal('UNKNOWN_INSTRUMENT', { instrument: id });
    return found;
  });
  const timeframes = usable(options).filter((timeframe) => input.timeframes.includes(timeframe));
  if (timeframes.length === 0) throw new Refusal('NO_TIMEFRAME');
  const spans = instruments.map(({ id }) => ({
    ...{ source, instrument: id, timeframe: baseTimeframe },
    ...{ from: input.from, to: input.to },
  }));
  const found = await countCandles(series, spans, LEAST_CANDLES);
  if (found < LEAST_CANDLES) throw new Refusal('TOO_FEW', { found, needed: LEAST_CANDLES });
  return () => {
    const job = training.start({ ...input, timeframes }, instruments, by);
    if (job === null) throw new Refusal('BUSY');
    return { job };
  };
}
