import { canonicalJson, type Json } from '../../../../../shared/base/canonical';
import { DAY, type Timeframe, timeframeMs } from '../../../../../shared/base/time';
import type { Instrument } from '../../../../../shared/features/market/instrument';
import type { Finding, ProofRow } from '../../../../../shared/features/register/proof';
import { firstDifference, stateOf, worstFirst, worstOf } from '../../../../../shared/features/register/proof';
import type { RuleSet } from '../../../../../shared/features/signals/ruleSet';
import type { Strategy } from '../../../../../shared/features/signals/strategies/strategy';
import { createKernel } from '../../../engine/kernel';
import type { CandidateScorer, EngineSignal, Kernel } from '../../../engine/port';
import { sha256Hex, sha256Running } from '../../../kit/hash';
import { nextTurn } from '../../../kit/turn';
import type { CandleChange, SeriesReader } from '../../../store/series';
import type { Reader } from '../../../store/types';
import { Calendars } from './calendars';
import * as state from './kernelState';
import { placeOf, type Sealed, sealedBetween } from './sealed';

export interface ProofSetup {
  readonly source: string;
  readonly baseTimeframe: Timeframe;
  /** Timeframes of a kernel that has no checkpoint. */
  readonly timeframes: readonly Timeframe[];
  readonly strategies: readonly Strategy[];
  readonly ruleSetFor: (instrument: Instrument) => RuleSet;
  /** The model named in a sealed decision, as it was; null where it is not at hand. */
  readonly scorerFor: (model: string) => CandidateScorer | null;
  readonly read: Reader;
  readonly series: SeriesReader;
  readonly now: () => number;
}

/** Candles computed before other work gets its turn: about two milliseconds. */
const PIECE = 1000;
const KERNEL_CHUNK = 250;
const STRIDE = 30 * DAY;
/** Findings that are kept of one day and instrument. */
const MOST = 20;

/**
 * Computes the signals of one UTC day again, from the newest checkpoint before it and the stored candles, and holds each
 * against its seal. `evaluatedTo` is the open time of the last candle whose decisions are all stored.
 */
export async function proveDay(setup: ProofSetup, instrument: Instrument, day: string, evaluatedTo: number): Promise<ProofRow> {
  const run = new DayRun(setup, instrument, day, evaluatedTo);
  return run.prove();
}

type Recomputed = Pick<EngineSignal, 'decision' | 'inputs' | 'reasons'>;

class DayRun {
  private readonly from: number;
  private readonly to: number;
  private readonly step: number;
  private readonly horizon: number;
  private readonly calendars: Calendars;
  private readonly findings: Finding[] = [];
  private readonly digest = sha256Running();
  private kernel: Kernel | null = null;
  private recordFrom = 0;
  private expected = new Map<string, Sealed>();
  private order: Sealed[] = [];
  private changes: readonly CandleChange[] = [];
  private signals = 0;
  private missingModel = false;

  constructor(
    private readonly setup: ProofSetup,
    private readonly instrument: Instrument,
    private readonly day: string,
    evaluatedTo: number,
  ) {
    this.from = Date.parse(`${day}T00:00:00Z`);
    this.to = this.from + DAY;
    this.step = timeframeMs(setup.baseTimeframe);
    this.horizon = evaluatedTo;
    this.calendars = new Calendars(setup.read);
  }

  async prove(): Promise<ProofRow> {
    const { read, source } = this.setup;
    const begun = state.recordedFrom(read, source);
    const checkpoint = state.checkpointBefore(read, source, this.instrument.id, this.from);
    if (begun === null || begun >= this.to) return this.row();
    this.recordFrom = begun;
    if (checkpoint === null && state.hasUnnotedActs(read, source, this.instrument.id, this.to))
      return this.unprovable('no-checkpoint');
    const start = checkpoint?.lastTs ?? -1;
    this.order = sealedBetween(read, source, this.instrument.id, Math.max(start + this.step, begun), this.to);
    this.expected = new Map(this.order.map((one) => [placeOf(placeIn(one)), one]));
    this.changes = this.changesSince(start, checkpoint?.takenAt ?? 0);
    try {
      this.kernel = this.build(checkpoint?.bytes ?? null);
      await this.replay(start);
    } catch (error) {
      // Strategies, timeframes or a rule set that this version does not know, or a damaged checkpoint.
      if (!(error instanceof RangeError)) throw error;
      return this.unprovable(error.message);
    }
    this.tellMissing();
    return this.row();
  }

  /** Candles up to the day's end, then the one behind it, which closes what a gap left open. */
  private async replay(start: number): Promise<void> {
    const { read, source } = this.setup;
    const end = Math.min(this.to, this.horizon + this.step);
    const acts = state.actsOf(read, source, this.instrument.id, start, end);
    const renewals = state.renewals(read, source, this.instrument.id, start + 1, end);
    const stops = [
      ...renewals.map((one) => ({ lastTs: one.lastTs, act: null, bytes: one.bytes })),
      ...acts.map((one) => ({ lastTs: one.lastTs, act: one, bytes: null })),
    ].sort((a, b) => a.lastTs - b.lastTs);
    let from = start < 0 ? 0 : start + this.step;
    for (const stop of stops) {
      await this.feed(from, stop.lastTs + this.step);
      from = Math.max(from, stop.lastTs + this.step);
      if (stop.bytes !== null) this.kernel = this.build(stop.bytes);
      else if (stop.act !== null) this.kernel?.[stop.act.act](stop.act.signalId);
    }
    await this.feed(from, end);
    if (this.horizon >= this.to) await this.feedNext();
  }

  private async feed(from: number, to: number): Promise<void> {
    const { series, source, baseTimeframe } = this.setup;
    let span = PIECE * this.step;
    for (let at = from; at < to; ) {
      const until = Math.min(at + span, to);
      const columns = series.readCandles(source, this.instrument.id, baseTimeframe, { from: at, to: until });
      for (let index = 0; index < columns.ts.length; index += PIECE) {
        this.kernel?.push(columns, index, Math.min(index + PIECE, columns.ts.length));
        await nextTurn();
      }
      // A long silence, such as the one before the first candle, is crossed in long strides.
      span = columns.ts.length > 0 ? PIECE * this.step : Math.min(span * 4, STRIDE);
      at = until;
      if (columns.ts.length === 0) await nextTurn();
    }
  }

  private async feedNext(): Promise<void> {
    const { series, source, baseTimeframe } = this.setup;
    for (const days of [1 / 24, 1, 4]) {
      const to = Math.min(this.to + days * DAY, this.horizon + this.step);
      const columns = series.readCandles(source, this.instrument.id, baseTimeframe, { from: this.to, to });
      if (columns.ts.length === 0) continue;
      this.kernel?.push(columns, 0, 1);
      return;
    }
  }

  private build(bytes: Uint8Array | null): Kernel {
    const { setup, instrument, step } = this;
    const shape = bytes === null ? state.firstShape(setup.read, setup.source, instrument.id) : state.shapeOf(bytes);
    const ruleSet = setup.ruleSetFor(instrument);
    if (shape !== null && shape.ruleSet !== ruleSet.id) throw new RangeError(`rule-set ${shape.ruleSet} ${ruleSet.id}`);
    const own = this;
    const kernel = createKernel({
      instrument,
      baseStep: step,
      timeframes: shape?.timeframes ?? setup.timeframes.filter((one) => timeframeMs(one) >= step),
      source: setup.source,
      ruleSet,
      get calendar() {
        const next = own.order[0];
        if (next === undefined) return own.calendars.at((own.kernel?.lastTs ?? 0) + step);
        return next.calendarVersion === null ? null : own.calendars.byVersion(next.calendarVersion);
      },
      get scorer() {
        const model = own.order[0]?.model ?? null;
        if (model === null) return null;
        const scorer = setup.scorerFor(model);
        if (scorer === null) own.missingModel = true;
        return scorer;
      },
      strategies: shape === null ? setup.strategies : shape.strategies.map((key) => strategyOf(setup.strategies, key)),
      sha256: sha256Hex,
      chunk: KERNEL_CHUNK,
      listener: { signal: (signal) => this.met(kernel, signal), outcome: () => undefined },
    });
    if (bytes !== null) kernel.restore(bytes);
    return kernel;
  }

  private met(kernel: Kernel, { decision, inputs, reasons }: Recomputed): void {
    if (decision.at <= this.recordFrom) {
      kernel.reject(decision.id);
      return;
    }
    const place = placeOf(decision);
    const sealed = this.expected.get(place);
    const own = decision.at > this.from && decision.at <= this.to;
    if (own) this.digest.update(`${canonicalJson(plain({ decision, inputs, reasons }))}\n`);
    if (sealed === undefined) {
      if (own) this.tell('extra', decision.id, decision.at, { field: 'signal', sealed: null, recomputed: decision.status });
      return;
    }
    if (sealed.held) kernel.reject(decision.id);
    this.expected.delete(place);
    this.order = this.order.filter((one) => one !== sealed);
    if (own) this.compare(sealed, plain({ decision, inputs, reasons }));
  }

  private compare(sealed: Sealed, recomputed: Json): void {
    this.signals += 1;
    if (!sealed.sound) this.tell('seal', sealed.id, sealed.at, { field: 'hash', sealed: null, recomputed: null });
    if (canonicalJson(sealed.content) === canonicalJson(recomputed)) return;
    const difference = firstDifference(sealed.content, recomputed) ?? { field: '', sealed: null, recomputed: null };
    const model = sealed.model !== null && this.missingModel;
    this.tell(
      model ? 'model-missing' : 'field',
      sealed.id,
      sealed.at,
      model ? { ...difference, field: sealed.model ?? '' } : difference,
    );
  }

  private tellMissing(): void {
    const reached = Math.min(this.to, this.horizon + this.step);
    for (const { id, at } of this.order) {
      if (at <= this.from || at > reached) continue;
      this.signals += 1;
      this.tell('missing', id, at, { field: 'signal', sealed: 'sealed', recomputed: null });
    }
  }

  private tell(
    kind: Finding['kind'],
    signalId: string,
    at: number,
    difference: Pick<Finding, 'field' | 'sealed' | 'recomputed'>,
  ): void {
    const inputsChanged = this.changes.some((change) => change.ts < at);
    this.findings.push({ kind, signalId, at, inputsChanged, ...difference });
  }

  /** What was stored late since the checkpoint: a kernel that had passed it never saw it. */
  private changesSince(start: number, takenAt: number): readonly CandleChange[] {
    const { series, source, baseTimeframe } = this.setup;
    const range = { from: start + 1, to: this.to };
    return series.readChanges(source, this.instrument.id, baseTimeframe, range).filter(({ writtenAt }) => writtenAt >= takenAt);
  }

  private unprovable(reason: string): ProofRow {
    this.findings.push({
      kind: 'unprovable',
      signalId: null,
      at: null,
      field: reason,
      sealed: null,
      recomputed: null,
      inputsChanged: false,
    });
    return this.row();
  }

  private row(): ProofRow {
    const repaired = [...new Set(this.changes.map(({ ts }) => ts))].sort((a, b) => a - b);
    return {
      day: this.day,
      instrument: this.instrument.id,
      state: worstOf(this.findings.map(stateOf)),
      at: this.setup.now(),
      until: Math.min(this.to, this.horizon + this.step),
      signals: this.signals,
      digest: this.digest.digest(),
      findings: worstFirst(this.findings).slice(0, MOST),
      repaired: { count: repaired.length, first: repaired.slice(0, MOST) },
    };
  }
}

function placeIn({ content, at }: Sealed): { timeframe: string; strategy: string; at: number } {
  const { timeframe, strategy } = content.decision as { timeframe: string; strategy: string };
  return { timeframe, strategy, at };
}

function strategyOf(strategies: readonly Strategy[], key: string): Strategy {
  const found = strategies.find(({ name, version }) => `${name}@${version}` === key);
  if (found === undefined) throw new RangeError(`strategy ${key}`);
  return found;
}

/** As JSON carries it: what is undefined is not there. */
function plain(value: Recomputed): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
