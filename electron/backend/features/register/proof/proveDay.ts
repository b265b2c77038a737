import { DAY, timeframeMs } from '../../../../../shared/base/time';
import type { Instrument } from '../../../../../shared/features/market/instrument';
import type { ProofRow } from '../../../../../shared/features/register/proof';
import type { CandidateScorer, Kernel } from '../../../engine/port';
import { nextTurn } from '../../../kit/turn';
import type { CandleChange } from '../../../store/series';
import { Comparison } from './comparison';
import { createDayKernel } from './dayKernel';
import * as state from './kernelState';
import { Expected, type Sealed, sealedBetween } from './sealed';
import type { ProofSetup } from './setup';

/** Candles computed before other work gets its turn: about two milliseconds. */
const PIECE = 1000;
const STRIDE = 30 * DAY;

/**
 * Computes the signals of one UTC day again, from the newest checkpoint before it and the stored candles, and holds each
 * against its seal. `evaluatedTo` is the open time of the last candle whose decisions are all stored. What it needs is read,
 * built and computed in turns of the loop of its own.
 */
export async function proveDay(setup: ProofSetup, instrument: Instrument, day: string, evaluatedTo: number): Promise<ProofRow> {
  const run = new DayRun(setup, instrument, day, evaluatedTo);
  return run.prove();
}

class DayRun {
  private readonly from: number;
  private readonly to: number;
  private readonly step: number;
  private readonly horizon: number;
  private kernel: Kernel | null = null;
  private makeKernel: (bytes: Uint8Array | null) => Kernel = () => {
    throw new Error('a kernel is made once its seals are read');
  };

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
  }

  async prove(): Promise<ProofRow> {
    const { read, source } = this.setup;
    const { id } = this.instrument;
    const recordFrom = state.recordedFrom(read, source);
    if (recordFrom === null || recordFrom >= this.to) return this.row(this.comparison(new Expected([]), 0), []);
    const checkpoint = state.checkpointBefore(read, source, id, this.from);
    if (checkpoint === null && state.hasUnnotedActs(read, source, id, this.to)) {
      const none = this.comparison(new Expected([]), recordFrom);
      none.tellUnprovable('no-checkpoint');
      return this.row(none, []);
    }
    await nextTurn();
    const start = checkpoint?.lastTs ?? -1;
    const after = Math.max(start + this.step, recordFrom);
    const sealed = await sealedBetween(read, { source, instrument: id, after, upTo: this.to });
    await nextTurn();
    const expected = new Expected(sealed);
    const comparison = this.comparison(expected, recordFrom);
    await this.prepareCalendars(sealed);
    const scorers = await this.scorersOf(sealed);
    const { setup, instrument } = this;
    this.makeKernel = (bytes) => createDayKernel({ setup, instrument, comparison, expected, scorers }, bytes);
    const fault = await this.replayed(start, checkpoint?.bytes ?? null);
    if (fault === null) comparison.tellMissing(Math.min(this.to, this.horizon + this.step));
    else comparison.tellUnprovable(fault);
    await nextTurn();
    return this.row(comparison, this.changesSince(start, checkpoint?.takenAt ?? 0));
  }

  private comparison(expected: Expected, recordFrom: number): Comparison {
    return new Comparison(expected, { from: this.from, to: this.to, recordFrom });
  }

  /** Those that the sealed decisions name, and the one that stood at the day's end, for what was never sealed. */
  private async prepareCalendars(sealed: readonly Sealed[]): Promise<void> {
    const { calendars } = this.setup;
    const versions = new Set(sealed.map(({ calendarVersion }) => calendarVersion));
    versions.add(calendars.versionAt(this.to));
    for (const version of versions) if (version !== null) await calendars.prepare(version);
    await nextTurn();
  }

  private async scorersOf(sealed: readonly Sealed[]): Promise<ReadonlyMap<string, CandidateScorer | null>> {
    const scorers = new Map<string, CandidateScorer | null>();
    for (const model of new Set(sealed.map((one) => one.model))) {
      if (model === null) continue;
      scorers.set(model, this.setup.scorerFor(model));
      await nextTurn();
    }
    return scorers;
  }

  /** Null, or why it cannot be: strategies, timeframes or a rule set that this version does not know, or a damaged checkpoint. */
  private async replayed(start: number, bytes: Uint8Array | null): Promise<string | null> {
    try {
      this.kernel = this.makeKernel(bytes);
      await nextTurn();
      await this.replay(start);
      return null;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return error.message;
    }
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
      if (stop.bytes !== null) {
        this.kernel = this.makeKernel(stop.bytes);
        await nextTurn();
      } else if (stop.act !== null) this.kernel?.[stop.act.act](stop.act.signalId);
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

  /**
   * What was stored late since the checkpoint: a kernel that had passed it never saw it. Asked when the candles have been read,
   * so that one repaired in the meantime is among them.
   */
  private changesSince(start: number, takenAt: number): readonly CandleChange[] {
    const { series, source, baseTimeframe } = this.setup;
    const range = { from: start + 1, to: this.to };
    return series.readChanges(source, this.instrument.id, baseTimeframe, range).filter(({ writtenAt }) => writtenAt >= takenAt);
  }

  private row(comparison: Comparison, changes: readonly CandleChange[]): ProofRow {
    return {
      day: this.day,
      instrument: this.instrument.id,
      at: this.setup.now(),
      until: Math.min(this.to, this.horizon + this.step),
      ...comparison.result(changes),
    };
  }
}
