import type { BacktestTrade } from '../../../../shared/features/backtests/contract';
import type { ToldEvent } from '../../../../shared/features/backtests/verdicts';
import type { Outcome } from '../../../../shared/features/signals/signal';
import { sha256Hex, sha256Running } from '../../kit/hash';
import type { EngineSignal, KernelListener } from '../port';
import { outcomeLine, signalLine } from '../replay';

type Trade = { -readonly [Name in keyof BacktestTrade]: BacktestTrade[Name] };

/** Hex digits of an event's digest: 64 bits tell any two of a run apart. */
const DIGITS = 16;
/** Characters of lines that are hashed in one go: a call for each line costs more than what it hashes. */
const PORTION = 1 << 16;
/** A text of UTF-16 units takes at most three bytes for each as UTF-8. */
const MOST_BYTES = 3;

/**
 * Hears a kernel and keeps what a backtest needs of it: trades, the digest of the lines and, where runs are to be compared,
 * each event for the verdicts.
 */
export class EventLog implements KernelListener {
  /** Stays empty unless runs are compared. */
  readonly told: ToldEvent[] = [];
  readonly decidedAt: number[] = [];
  private readonly hash = sha256Running();
  private readonly byId = new Map<string, Trade>();
  private lines = '';
  /** Filled anew for every decision. */
  private scratch = new Uint8Array(0);

  /** Decisions up to `from` only warm the record up. */
  constructor(
    private readonly from: number,
    private readonly compared: boolean,
  ) {}

  signal(signal: EngineSignal): void {
    const { decision } = signal;
    const counts = decision.at > this.from;
    if (!counts && !this.compared) return;
    const line = JSON.stringify(signalLine(decision));
    if (this.compared) this.note(decision.at, decision.id, this.bytesOf(line, signal));
    if (!counts) return;
    this.decidedAt.push(decision.at);
    this.print(line);
    this.byId.set(decision.id, tradeOf(signal));
  }

  outcome(outcome: Outcome, { decision }: EngineSignal): void {
    const trade = this.byId.get(decision.id);
    if (trade === undefined && !this.compared) return;
    const line = JSON.stringify(outcomeLine(outcome));
    if (this.compared) this.note(outcome.at, outcome.id, line);
    if (trade === undefined) return;
    this.print(line);
    if (!outcome.final) return;
    trade.closedAt = outcome.at;
    trade.result = outcome.result;
    trade.r = outcome.r;
    trade.rGross = outcome.rGross;
  }

  private note(at: number, signal: string, data: Uint8Array | string): void {
    this.told.push({ at, signal, digest: sha256Hex(data).slice(0, DIGITS) });
  }

  /** The whole of a signal: its features as the numbers that they are (printing forty of them costs most of a text), then all else. */
  private bytesOf(line: string, { inputs, reasons, features }: EngineSignal): Uint8Array {
    const text = `${line}${JSON.stringify([inputs, reasons])}`;
    const floats = features.length * Float64Array.BYTES_PER_ELEMENT;
    const most = floats + text.length * MOST_BYTES;
    if (this.scratch.length < most) this.scratch = new Uint8Array(2 * most);
    new Float64Array(this.scratch.buffer, 0, features.length).set(features);
    const { written } = encoder.encodeInto(text, this.scratch.subarray(floats));
    return this.scratch.subarray(0, floats + written);
  }

  private print(line: string): void {
    this.lines += `${line}\n`;
    if (this.lines.length >= PORTION) this.hashLines();
  }

  private hashLines(): void {
    this.hash.update(this.lines);
    this.lines = '';
  }

  trades(): readonly BacktestTrade[] {
    return [...this.byId.values()];
  }

  digest(): string {
    this.hashLines();
    return this.hash.digest();
  }
}

const encoder = new TextEncoder();

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
