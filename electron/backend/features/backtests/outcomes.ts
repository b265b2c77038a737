import type {
  BacktestDetail,
  BacktestRequest,
  BacktestResult,
  Problem,
  Recipe,
  RepeatRow,
} from '../../../../shared/features/backtests/contract';
import type { Ids } from '../../kit/ids';
import type { Log } from '../../kit/log';
import { nextTurn } from '../../kit/turn';
import { ErrandCancelled } from '../../kit/worker';
import type { Commands } from '../../store/types';
import { type Carry, carryOut, type Handle, TooFewCandles } from './carry';
import type { TradePart } from './errands';
import { BACKTESTS_ACTOR, endRun, finishRun, insertRepeat, insertTrades, isSimulated } from './store';

interface OutcomesOptions {
  readonly carry: Carry;
  readonly commands: Commands;
  readonly ids: Ids;
  readonly log: Log;
}

/** Parts of a thousand trades written in one transaction: a few milliseconds. */
const PARTS_AT_ONCE = 10;

/** What becomes of a run: its result, or why there is none, on record either way. */
export function createOutcomes({ carry, commands, ids, log }: OutcomesOptions) {
  const record = (action: string, id: string, input: object, work: Parameters<Commands['run']>[1]) =>
    commands.run({ actor: BACKTESTS_ACTOR, action, input: { id, ...input }, subject: id }, work);
  const simulated = isSimulated(carry.ports.source);

  const storeTrades = async (id: string, parts: readonly TradePart[]) => {
    for (let at = 0; at < parts.length; at += PARTS_AT_ONCE) {
      const some = parts.slice(at, at + PARTS_AT_ONCE);
      record('backtests.trades', id, { at }, (tx) => insertTrades(tx, id, at, some));
      await nextTurn();
    }
  };

  return {
    first: (id: string, name: string, request: BacktestRequest) => async (handle: Handle) => {
      try {
        const { result, parts } = await carryOut(carry, request, handle);
        handle.progress('store', 0, 0);
        handle.check();
        await storeTrades(id, parts);
        record('backtests.done', id, { digest: result.digest }, (tx) => {
          finishRun(tx, id, result);
          const values = { name, n: result.published.figures.rate.n };
          tx.fact('backtest.done', id, { notify: true, simulated, values });
        });
      } catch (error) {
        const cancelled = error instanceof ErrandCancelled;
        if (!cancelled && !(error instanceof TooFewCandles)) log.error('a backtest failed', { error });
        const [state, why] = cancelled ? (['cancelled', null] as const) : (['failed', problemOf(error)] as const);
        record(`backtests.${state}`, id, { why: why?.word ?? null }, (tx) => endRun(tx, id, state, why));
      }
    },
    again: (run: BacktestDetail, now: Recipe, by: string) => async (handle: Handle) => {
      try {
        const { result } = await carryOut(carry, run.request, handle);
        const row = repeatOf(run, result, now, by);
        record('backtests.repeated', run.id, { outcome: row.outcome }, (tx) => insertRepeat(tx, ids(), run.id, row));
      } catch (error) {
        if (!(error instanceof ErrandCancelled)) log.error('a backtest could not be repeated', { error });
      }
    },
  };
}

/** Holds a repetition against what is stored. */
export function repeatOf(run: BacktestDetail, again: BacktestResult, now: Recipe, by: string): Omit<RepeatRow, 'at'> {
  const before = new Map(run.result?.instruments.map((one) => [one.instrument, one]));
  const differing = (name: 'digest' | 'candleDigest') =>
    again.instruments.filter((one) => one[name] !== before.get(one.instrument)?.[name]).map(({ instrument }) => instrument);
  const inputs = differing('candleDigest');
  const results = differing('digest');
  const inputsChanged = inputs.length > 0 || now.calendarVersion !== run.recipe.calendarVersion;
  const outcome = results.length === 0 ? 'same' : inputsChanged ? 'inputs-changed' : 'differs';
  return { by, codeVersion: now.codeVersion, outcome, digest: again.digest, instruments: [...new Set([...results, ...inputs])] };
}

function problemOf(error: unknown): Problem {
  if (error instanceof TooFewCandles) return { word: 'TOO_FEW_CANDLES', instrument: error.instrument, candles: error.candles };
  return { word: 'FAULT', instrument: null, candles: null };
}
