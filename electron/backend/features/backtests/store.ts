import { z } from 'zod';
import {
  type BacktestDetail,
  type BacktestRequest,
  type BacktestResult,
  type BacktestRow,
  backtestRequest,
  backtestResult,
  type Problem,
  problem,
  type Recipe,
  type RepeatRow,
  recipe,
  repeatRow,
  runState,
  type Summary,
  summary,
} from '../../../../shared/features/backtests/contract';
import type { Reader, Tx } from '../../store/types';
import type { TradePart } from './errands';

export const BACKTESTS_ACTOR = 'system:backtests';
const LISTED = 500;

const json = <Shape extends z.ZodType>(shape: Shape) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(shape);

const head = z.object({
  id: z.string(),
  name: z.string(),
  at: z.int(),
  by: z.string(),
  state: runState,
  source: z.string(),
  request_json: json(backtestRequest),
  problem_json: json(problem).nullable(),
  summary_json: json(summary).nullable(),
});
const HEAD = ['id', 'name', 'at', 'by', 'state', 'source', 'request_json', 'problem_json', 'summary_json'] as const;

const listed = head.transform(
  ({ source, request_json, problem_json, summary_json, ...rest }): BacktestRow => ({
    ...rest,
    problem: problem_json,
    request: request_json,
    summary: summary_json,
    simulated: isSimulated(source),
  }),
);

/** Anything but a live venue. */
export function isSimulated(source: string): boolean {
  return source !== 'binance' && source !== 'kraken';
}

export function listRuns(read: Reader): BacktestRow[] {
  const query = read.db.selectFrom('backtest_runs').select(HEAD).orderBy('at', 'desc').orderBy('id', 'desc').limit(LISTED);
  return read.all(query, listed);
}

const rest = z.object({
  recipe_json: json(recipe),
  result_json: json(backtestResult).nullable(),
  finished_at: z.int().nullable(),
});

export function runById(read: Reader, id: string): BacktestDetail | undefined {
  const of = read.db.selectFrom('backtest_runs').where('id', '=', id);
  const row = read.get(of.select(HEAD), listed);
  const more = read.get(of.select(['recipe_json', 'result_json', 'finished_at']), rest);
  if (row === undefined || more === undefined) return undefined;
  return {
    ...row,
    recipe: more.recipe_json,
    result: more.result_json,
    finishedAt: more.finished_at,
    repeats: listRepeats(read, id),
  };
}

export function stateOfRun(read: Reader, id: string): z.infer<typeof runState> | undefined {
  return read.get(read.db.selectFrom('backtest_runs').select('state').where('id', '=', id), z.object({ state: runState }))?.state;
}

const repeated = z
  .object({
    at: z.int(),
    by: z.string(),
    code_version: z.string(),
    outcome: z.string(),
    digest: z.string(),
    instruments_json: z.string(),
  })
  .transform(({ code_version, instruments_json, ...same }) => ({
    ...same,
    codeVersion: code_version,
    instruments: JSON.parse(instruments_json) as unknown,
  }))
  .pipe(repeatRow);

function listRepeats(read: Reader, run: string): RepeatRow[] {
  const columns = ['at', 'by', 'code_version', 'outcome', 'digest', 'instruments_json'] as const;
  return read.all(
    read.db.selectFrom('backtest_repeats').select(columns).where('run', '=', run).orderBy('at', 'desc').limit(50),
    repeated,
  );
}

export interface NewRun {
  readonly id: string;
  readonly name: string;
  readonly request: BacktestRequest;
  readonly recipe: Recipe;
}

export function insertRun(tx: Tx, { id, name, request, recipe: made }: NewRun): void {
  const texts = { request_json: JSON.stringify(request), recipe_json: JSON.stringify(made) };
  const open = { problem_json: null, summary_json: null, result_json: null, finished_at: null };
  const row = { id, name, at: tx.at, by: tx.actor, state: 'running', source: made.source, ...texts, ...open };
  tx.run(tx.db.insertInto('backtest_runs').values(row));
}

export function finishRun(tx: Tx, id: string, result: BacktestResult): void {
  const said: Summary = {
    published: result.published.figures.expectancy,
    every: result.every.figures.expectancy,
    lookAhead: result.lookAhead.verdict,
    repaint: result.repaint.verdict,
  };
  const texts = { result_json: JSON.stringify(result), summary_json: JSON.stringify(said) };
  tx.run(
    tx.db
      .updateTable('backtest_runs')
      .set({ state: 'done', ...texts, finished_at: tx.at })
      .where('id', '=', id),
  );
}

export function endRun(tx: Tx, id: string, state: 'failed' | 'cancelled' | 'interrupted', why: Problem | null): void {
  const problem_json = why === null ? null : JSON.stringify(why);
  tx.run(tx.db.deleteFrom('backtest_trades').where('run', '=', id));
  tx.run(tx.db.updateTable('backtest_runs').set({ state, problem_json, finished_at: tx.at }).where('id', '=', id));
}

export function unfinishedRuns(read: Reader): string[] {
  return read.all(read.db.selectFrom('backtest_runs').select('id').where('state', '=', 'running')).map(({ id }) => id);
}

export function insertTrades(tx: Tx, run: string, first: number, parts: readonly TradePart[]): void {
  parts.forEach(({ n, published, bytes }, index) => {
    tx.run(tx.db.insertInto('backtest_trades').values({ run, part: first + index, n, published, bytes: new Uint8Array(bytes) }));
  });
}

export function insertRepeat(
  tx: Tx,
  id: string,
  run: string,
  { by, codeVersion, outcome, digest, instruments }: Omit<RepeatRow, 'at'>,
): void {
  const row = {
    id,
    run,
    at: tx.at,
    by,
    code_version: codeVersion,
    outcome,
    digest,
    instruments_json: JSON.stringify(instruments),
  };
  tx.run(tx.db.insertInto('backtest_repeats').values(row));
}

export function renameRun(tx: Tx, id: string, name: string): number {
  return tx.run(tx.db.updateTable('backtest_runs').set({ name }).where('id', '=', id));
}

export function deleteRun(tx: Tx, id: string): void {
  tx.run(tx.db.deleteFrom('backtest_trades').where('run', '=', id));
  tx.run(tx.db.deleteFrom('backtest_repeats').where('run', '=', id));
  tx.run(tx.db.deleteFrom('backtest_runs').where('id', '=', id));
}
