import { TIMEFRAMES, timeframeMs } from '../../../../shared/base/time';
import type {
  BacktestDetail,
  BacktestJob,
  BacktestRequest,
  backtestsContract,
} from '../../../../shared/features/backtests/contract';
import { ruleSetFor } from '../../../../shared/features/signals/ruleSet';
import { STRATEGIES } from '../../../../shared/features/signals/strategies/registry';
import type { Clock } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import type { Ids } from '../../kit/ids';
import type { Log } from '../../kit/log';
import { createPool } from '../../kit/pool';
import { createSubject } from '../../kit/subject';
import { Refusal } from '../../store/refusal';
import type { SeriesReader } from '../../store/series';
import type { Commands, Reader } from '../../store/types';
import type { Handlers } from '../handlers';
import type { Carry } from './carry';
import { strategyKey } from './errands';
import { createBacktestJobs } from './jobs';
import { artifactOf, modelChoices } from './models';
import { createOutcomes } from './outcomes';
import type { BacktestPorts } from './ports';
import {
  BACKTESTS_ACTOR,
  deleteRun,
  endRun,
  insertRun,
  isSimulated,
  listRuns,
  renameRun,
  runById,
  stateOfRun,
  unfinishedRuns,
} from './store';
import { tradesOf } from './trades';

export interface BacktestsOptions extends BacktestPorts {
  readonly read: Reader;
  readonly commands: Commands;
  readonly series: SeriesReader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** An operator's name by the id that is on record. */
  readonly nameOf: (id: string) => string;
}

export interface BacktestsService {
  readonly handlers: Handlers<typeof backtestsContract>;
  start(): void;
  stop(): Promise<void>;
}

const CHANGES_HZ = 4;

/** Runs over stored candles: asked for, carried out in threads, kept with all that is needed to repeat them. */
export function createBacktests(options: BacktestsOptions): BacktestsService {
  const { read, commands, series, clock, ids } = options;
  const log = options.log.child('backtests');
  const changes = createSubject<void>((error) => log.error('a listener failed', { error }));
  const jobs = createBacktestJobs({ clock, changed: () => changes.tell() });
  const artifact = (id: string) => artifactOf(read, options.source, id);
  const carry: Carry = { ports: options, series, pool: createPool(options.places), artifact };
  const outcomes = createOutcomes({ carry, commands, ids, log });
  const recipe = () => ({
    codeVersion: options.codeVersion,
    source: options.source,
    baseTimeframe: options.baseTimeframe,
    calendarVersion: options.calendarVersion(),
  });
  const named = <Row extends { readonly by: string }>(row: Row): Row => ({ ...row, by: options.nameOf(row.by) });
  const detailOf = (id: string): BacktestDetail => {
    const run = known(id);
    return { ...named(run), repeats: run.repeats.map(named) };
  };
  const known = (id: string): BacktestDetail => {
    const run = runById(read, id);
    if (run === undefined) throw new Refusal('UNKNOWN_RUN');
    return run;
  };
  return {
    /** What the end of the console cut off has no result. */
    start() {
      for (const id of unfinishedRuns(read))
        commands.run({ actor: BACKTESTS_ACTOR, action: 'backtests.interrupted', input: { id }, subject: id }, (tx) =>
          endRun(tx, id, 'interrupted', null),
        );
    },
    stop: () => jobs.stop(),
    handlers: {
      choices: { query: () => choicesOf(options) },
      list: { query: () => ({ rows: listRuns(read).map(named), job: jobs.current }) },
      get: { query: ({ id }) => detailOf(id) },
      trades: {
        query: ({ id, ...page }) => tradesOf(read, id, known(id).request, page),
      },
      changes: {
        query: (_, { signal }) =>
          flatten(
            conflate<{ sequence: number; job: BacktestJob | null }>({
              clock,
              hz: CHANGES_HZ,
              signal,
              source: (offer) => {
                let sequence = 0;
                return changes.listen(() => {
                  sequence += 1;
                  offer('changes', { sequence, job: jobs.current });
                });
              },
            }),
          ),
      },
      run: {
        command: ({ name, request }) => {
          refuse(options, request);
          return (tx) => {
            const id = ids();
            tx.subject(id);
            if (!jobs.start(id, false, outcomes.first(id, name, request))) throw new Refusal('BUSY');
            insertRun(tx, { id, name, request, recipe: recipe() });
            return { id };
          };
        },
      },
      repeat: {
        command: ({ id }, { actor }) => {
          const run = known(id);
          if (run.result === null) throw new Refusal('NOT_DONE');
          if (run.recipe.source !== options.source) throw new Refusal('OTHER_SOURCE', { source: run.recipe.source });
          refuseUnknownParts(options, run.request);
          return (tx) => {
            tx.subject(id);
            if (!jobs.start(id, true, outcomes.again(run, recipe(), actor.id))) throw new Refusal('BUSY');
            return { id };
          };
        },
      },
      cancel: {
        command: () => () => {
          if (!jobs.cancel()) throw new Refusal('NOTHING_RUNS');
          return {};
        },
      },
      rename: {
        command:
          ({ id, name }) =>
          (tx) => {
            tx.subject(id);
            if (renameRun(tx, id, name) === 0) throw new Refusal('UNKNOWN_RUN');
            changes.tell();
            return {};
          },
      },
      remove: {
        command:
          ({ id }) =>
          (tx) => {
            tx.subject(id);
            if (stateOfRun(read, id) === undefined) throw new Refusal('UNKNOWN_RUN');
            if (jobs.current?.run === id) throw new Refusal('BUSY');
            deleteRun(tx, id);
            changes.tell();
            return {};
          },
      },
    },
  };
}

function choicesOf({ source, baseTimeframe, instruments, series, read }: BacktestsOptions) {
  return {
    source,
    simulated: isSimulated(source),
    timeframes: TIMEFRAMES.filter((one) => timeframeMs(one) >= timeframeMs(baseTimeframe)),
    strategies: STRATEGIES.map(strategyKey),
    ruleSet: ruleSetFor({ class: 'crypto' }).id,
    instruments: instruments.map(({ id, name, decimals, costBps }) => ({
      ...{ id, name, decimals, costBps },
      first: series.firstTs(source, id, baseTimeframe),
      last: series.lastTs(source, id, baseTimeframe),
    })),
    models: modelChoices(read, source),
  };
}

/** Says no before anything is begun. */
function refuse(options: BacktestsOptions, request: BacktestRequest): void {
  const { instruments, series, source, baseTimeframe } = options;
  if (request.to <= request.from) throw new Refusal('EMPTY_PERIOD');
  for (const id of request.instruments) {
    if (!instruments.some((one) => one.id === id)) throw new Refusal('UNKNOWN_INSTRUMENT', { instrument: id });
    if (series.lastTs(source, id, baseTimeframe) === null) throw new Refusal('NO_CANDLES', { instrument: id });
  }
  if (request.timeframes.some((one) => timeframeMs(one) < timeframeMs(baseTimeframe)))
    throw new Refusal('TIMEFRAME_TOO_SHORT', { base: baseTimeframe });
  if (request.ruleSet !== ruleSetFor({ class: 'crypto' }).id) throw new Refusal('UNKNOWN_RULE_SET');
  refuseUnknownParts(options, request);
}

function refuseUnknownParts({ read, source }: BacktestsOptions, { strategies, model }: BacktestRequest): void {
  const unknown = strategies.find((key) => !STRATEGIES.some((one) => strategyKey(one) === key));
  if (unknown !== undefined) throw new Refusal('UNKNOWN_STRATEGY', { strategy: unknown });
  if (model !== null && artifactOf(read, source, model) === null) throw new Refusal('UNKNOWN_MODEL');
}
