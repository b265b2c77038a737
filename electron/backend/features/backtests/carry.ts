import { timeframeMs } from '../../../../shared/base/time';
import type { BacktestJob, BacktestRequest, BacktestResult } from '../../../../shared/features/backtests/contract';
import { ruleSetOf } from '../../../../shared/features/backtests/rules';
import { allVerdicts } from '../../../../shared/features/backtests/verdicts';
import { ruleSetFor } from '../../../../shared/features/signals/ruleSet';
import { sha256Hex } from '../../kit/hash';
import type { Pool } from '../../kit/pool';
import type { Errand } from '../../kit/worker';
import type { SeriesReader } from '../../store/series';
import { readInPieces, warmFrom } from './candles';
import type { RunAnswer, TradePart } from './errands';
import type { BacktestPorts } from './ports';
import { backtestErrand } from './runner';

/** Candles in the period under which nothing can be said. */
export const LEAST_CANDLES = 200;

/** Too little is stored of an instrument. */
export class TooFewCandles extends Error {
  override readonly name = 'TooFewCandles';

  constructor(
    readonly instrument: string,
    readonly candles: number,
  ) {
    super(`${instrument} has ${candles} candles in the period`);
  }
}

export interface Carry {
  readonly ports: BacktestPorts;
  readonly series: SeriesReader;
  readonly pool: Pool;
  /** The file of a model; null where there is none of that id. */
  readonly artifact: (id: string) => unknown;
}

/** One run on its way: how far it is, and the way to end it. */
export interface Handle {
  progress(stage: BacktestJob['stage'], done: number, total: number): void;
  /** Throws ErrandCancelled once it was called off. */
  check(): void;
  /** Waits for a thread that ends when the run is called off. */
  wait<Answer>(errand: Errand<Answer>): Promise<Answer>;
}

export interface Carried {
  readonly result: BacktestResult;
  readonly parts: readonly TradePart[];
}

/**
 * Carries a request out: each instrument's candles are read and handed to a thread, as many at a time as the pool has places;
 * then one thread measures all trades together. Rejects with TooFewCandles, ErrandCancelled or ErrandFailed.
 */
export async function carryOut(carry: Carry, request: BacktestRequest, handle: Handle): Promise<Carried> {
  const answers = await allInstruments(carry, request, handle);
  handle.progress('measure', 0, 0);
  const { from, to, instruments, timeframes, strategies } = request;
  const packs = answers.map(({ pack }) => pack);
  const words = { instruments, timeframes, strategies };
  const measured = await handle.wait(carry.pool.run(() => backtestErrand({ kind: 'measure', packs, words, from, to })));
  const runs = answers.map(({ instrument }) => instrument);
  return {
    parts: measured.parts,
    result: {
      digest: sha256Hex(runs.map(({ instrument, digest }) => `${instrument} ${digest}\n`).join('')),
      instruments: runs,
      lookAhead: allVerdicts(answers.map(({ lookAhead }) => lookAhead)),
      repaint: allVerdicts(answers.map(({ repaint }) => repaint)),
      published: measured.published,
      every: measured.every,
    },
  };
}

/** Instruments share nothing, so the order in which they are done changes nothing; answers come in the order of the request. */
async function allInstruments(carry: Carry, request: BacktestRequest, handle: Handle): Promise<RunAnswer[]> {
  const answers: RunAnswer[] = [];
  const counts = request.instruments.map(() => ({ done: 0, total: 0 }));
  const tell = () => {
    const sum = (name: 'done' | 'total') => counts.reduce((all, one) => all + one[name], 0);
    handle.progress('run', sum('done'), sum('total'));
  };
  let next = 0;
  const lane = async () => {
    while (next < request.instruments.length) {
      const at = next;
      next += 1;
      answers[at] = await oneInstrument(carry, request, request.instruments[at] ?? '', handle, (done, total) => {
        counts[at] = { done, total };
        tell();
      });
    }
  };
  handle.progress('read', 0, 0);
  const lanes = Array.from({ length: Math.min(carry.ports.places, request.instruments.length) }, lane);
  const ends = await Promise.allSettled(lanes);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return answers;
}

async function oneInstrument(
  { ports, series, pool, artifact: artifactOf }: Carry,
  request: BacktestRequest,
  id: string,
  handle: Handle,
  told: (done: number, total: number) => void,
): Promise<RunAnswer> {
  const known = ports.instruments.find((one) => one.id === id);
  if (known === undefined) throw new TooFewCandles(id, 0);
  const instrument = request.costBps === null ? known : { ...known, costBps: request.costBps };
  const { source, baseTimeframe: timeframe } = ports;
  const wanted = { source, instrument: id, timeframe, from: warmFrom(request.from, request.timeframes), to: request.to };
  const candles = await readInPieces(series, wanted, handle.check);
  const inPeriod = candles.ts.reduce((sum, ts) => sum + (ts >= request.from ? 1 : 0), 0);
  if (inPeriod < LEAST_CANDLES) throw new TooFewCandles(id, inPeriod);
  const ruleSet = ruleSetOf(ruleSetFor(known), request.overrides);
  const artifact = request.model === null ? null : artifactOf(request.model);
  const baseStep = timeframeMs(timeframe);
  const errand = {
    kind: 'run',
    candles,
    instrument,
    baseStep,
    source,
    ruleSet,
    calendar: ports.calendar(),
    request,
    artifact,
  } as const;
  return handle.wait(
    pool.run(() => {
      handle.check();
      return backtestErrand(errand, told);
    }),
  );
}
