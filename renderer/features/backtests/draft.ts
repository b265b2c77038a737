import { DAY, HOUR, type Timeframe } from '../../../shared/base/time';
import { dayOf, dayStart } from '../../../shared/base/zonedDay';
import type { BacktestRequest, ModelChoice } from '../../../shared/features/backtests/contract';

export interface Choices {
  readonly timeframes: readonly Timeframe[];
  readonly strategies: readonly string[];
  readonly ruleSet: string;
  readonly instruments: readonly {
    readonly id: string;
    readonly name: string;
    readonly costBps: number;
    readonly first: number | null;
    readonly last: number | null;
  }[];
  readonly models: readonly ModelChoice[];
}

/** The form as it is being filled in: texts, until they make a request. An empty number leaves what is in force. */
export interface Draft {
  readonly name: string;
  readonly instruments: readonly string[];
  /** Civil days of the operator's zone, both included. */
  readonly from: string;
  readonly to: string;
  readonly touched: boolean;
  readonly timeframes: readonly Timeframe[];
  readonly strategies: readonly string[];
  /** Empty for the measured hit rate. */
  readonly model: string;
  readonly costBps: string;
  /** Percent. */
  readonly minConfidence: string;
  readonly tp1R: string;
  readonly expiryBars: string;
}

/** Everything that is stored of the first instrument, on what is usually looked at. */
export function firstDraft(choices: Choices, timeZone: string, name: string): Draft {
  const stored = choices.instruments.filter(({ first }) => first !== null);
  const one = stored[0];
  const usual = choices.timeframes.filter((timeframe) => timeframe === '5m' || timeframe === '15m');
  return {
    ...{ name, instruments: one === undefined ? [] : [one.id], touched: false, model: '' },
    from: dayOf(one?.first ?? 0, timeZone),
    to: dayOf(one?.last ?? 0, timeZone),
    timeframes: usual.length > 0 ? usual : choices.timeframes.slice(0, 1),
    strategies: choices.strategies,
    ...{ costBps: '', minConfidence: '', tp1R: '', expiryBars: '' },
  };
}

/** The seed is part of the request so that a repetition cuts the tape at the same places; which one it is does not matter. */
const SEED = 1;

/** What will be asked for; null while something is missing or is no number. */
export function requestOf(draft: Draft, choices: Choices, timeZone: string): BacktestRequest | null {
  const from = dayStart(draft.from, timeZone);
  const last = dayStart(draft.to, timeZone);
  const numbers = { costBps: draft.costBps, minConfidence: draft.minConfidence, tp1R: draft.tp1R, expiryBars: draft.expiryBars };
  const read = Object.entries(numbers).map(([name, text]) => [name, numberOf(text)] as const);
  if (from === null || last === null || read.some(([, value]) => Number.isNaN(value))) return null;
  const { costBps, minConfidence, tp1R, expiryBars } = Object.fromEntries(read) as Record<keyof typeof numbers, number | null>;
  const { instruments, timeframes, strategies } = draft;
  // A civil day has 23 to 25 hours: 30 hours on lies in the next one, whose start ends this one.
  const to = dayStart(dayOf(last + DAY + 6 * HOUR, timeZone), timeZone) ?? last + DAY;
  if (to <= from || instruments.length === 0 || timeframes.length === 0 || strategies.length === 0) return null;
  return {
    ...{ instruments: [...instruments], from, to, timeframes: [...timeframes], strategies: [...strategies] },
    ...{ ruleSet: choices.ruleSet, costBps, model: draft.model === '' ? null : draft.model, seed: SEED },
    overrides: {
      ...(minConfidence === null ? {} : { minConfidence: minConfidence / 100 }),
      ...(tp1R === null ? {} : { tp1R }),
      ...(expiryBars === null ? {} : { expiryBars: Math.round(expiryBars) }),
    },
  };
}

/** A number written with a comma or a point; null for nothing, NaN for anything else or less than 0. */
function numberOf(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}
