import type { BacktestTrade } from '../../../../shared/features/backtests/contract';
import type { ToldEvent } from '../../../../shared/features/backtests/verdicts';
import type { Outcome } from '../../../../shared/features/signals/signal';
import { sha256Hex, sha256Running } from '../../kit/hash';
import type { EngineSignal, KernelListener } from '../port';
import { outcomeLine, signalLine } from '../replay';

type Trade = { -readonly [Name in keyof BacktestTrade]: BacktestTrade[Name] };

/** Hex digits of an event's digest: 64 bits tell any two of a run apart. */
const DIGITS = 16;

/** Hears a kernel and keeps what a backtest needs of it: trades, the digest of the lines, and each event for the verdicts. */
export class EventLog implements KernelListener {
  readonly told: ToldEvent[] = [];
  readonly decidedAt: number[] = [];
  private readonly hash = sha256Running();
  private readonly byId = new Map<string, Trade>();

  /** Decisions up to `from` only warm the record up. */
  constructor(private readonly from: number) {}

  signal(signal: EngineSignal): void {
    const { decision } = signal;
    this.note(decision.at, decision.id, JSON.stringify(signal));
    if (decision.at <= this.from) return;
    this.decidedAt.push(decision.at);
    this.hash.update(`${JSON.stringify(signalLine(decision))}\n`);
    this.byId.set(decision.id, tradeOf(signal));
  }

  outcome(outcome: Outcome, { decision }: EngineSignal): void {
    const line = JSON.stringify(outcomeLine(outcome));
    this.note(outcome.at, outcome.id, line);
    const trade = this.byId.get(decision.id);
    if (trade === undefined) return;
    this.hash.update(`${line}\n`);
    if (!outcome.final) return;
    trade.closedAt = outcome.at;
    trade.result = outcome.result;
    trade.r = outcome.r;
    trade.rGross = outcome.rGross;
  }

  private note(at: number, signal: string, text: string): void {
    this.told.push({ at, signal, digest: sha256Hex(text).slice(0, DIGITS) });
  }

  trades(): readonly BacktestTrade[] {
    return [...this.byId.values()];
  }

  digest(): string {
    return this.hash.digest();
  }
}

function tradeOf({ decision }: EngineSignal): Trade {
  const { id, instrument, timeframe, strategy, direction, at, entry, sl, tp1, tp2, confidence, noEdge, status, checks } =
    decision;
  return {
    ...{ id, instrument, timeframe, strategy, direction, at, entry, sl, tp1, tp2, confidence, noEdge },
    ...{ closedAt: null, result: null, r: null, rGross: null },
    published: status === 'validated',
    refusedBy: checks.filter(({ passed }) => !passed).map(({ rule }) => rule),
  };
}
