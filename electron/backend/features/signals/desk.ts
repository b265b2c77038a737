import { timeframeMs } from '../../../../shared/base/time';
import { type Instrument, isLiveSource } from '../../../../shared/features/market/instrument';
import type { Log } from '../../kit/log';
import { nextTurn } from '../../kit/turn';
import type { CandleColumns, SeriesReader } from '../../store/series';
import type { Commands, Reader, Tx } from '../../store/types';
import { keepCheckpoint, noteAct } from './checkpoints';
import { type KernelEvent, recordEvent, type Scored } from './record';
import { createSeat, createSeatKernel, type Seat, type SeatOptions } from './seat';
import { beganAt, loadSnapshot, markBegun, saveSnapshot, stateOf } from './store';

export interface DeskOptions extends SeatOptions {
  readonly instruments: readonly Instrument[];
  readonly series: SeriesReader;
  readonly read: Reader;
  readonly commands: Commands;
  readonly log: Log;
  /** The market's time now, ms. */
  readonly marketNow: () => number;
  /** Market time from which decisions are recorded when this source has never run before; earlier candles only warm the kernel up. */
  readonly recordFrom: () => number;
  /** False while the machine's clock is too far off for anything to be published. */
  readonly publishing: () => boolean;
  /** Absent where nothing is kept beside the signals. */
  readonly scored?: Scored;
}

/** Candles evaluated before other work gets its turn: about two milliseconds. */
const PIECE = 1000;
/** A checkpoint at least this often keeps the way back short. */
const CHECKPOINT_EVERY = 240;
const CHECKPOINT_EVERY_IN_HISTORY = 5000;

/** The kernels of all instruments, and the one place where what they decide is written. */
export class Desk {
  readonly #seats = new Map<string, Seat>();

  constructor(private readonly options: DeskOptions) {
    for (const instrument of options.instruments) this.#seats.set(instrument.id, createSeat(options, instrument));
  }

  /** Restores every kernel and evaluates what was stored past its checkpoint, in pieces. */
  async prepare(): Promise<void> {
    const { read, commands, source } = this.options;
    const begun = beganAt(read, source);
    const recordFrom = begun ?? this.options.recordFrom();
    for (const seat of this.#seats.values()) seat.recordFrom = recordFrom;
    if (begun === null) {
      commands.run({ actor: ACTOR, action: 'engine.begin', input: { source, recordFrom }, subject: source }, (tx) =>
        markBegun(tx, source, recordFrom),
      );
    }
    for (const seat of this.#seats.values()) {
      this.#restore(seat);
      while (this.#catchUp(seat)) await nextTurn();
      if (seat.afresh) this.#alignOnRecord(seat);
      seat.ready = true;
    }
  }

  #restore(seat: Seat): void {
    seat.events.length = 0;
    seat.uncommitted = false;
    seat.sinceCheckpoint = 0;
    seat.kernel = createSeatKernel(this.options, seat);
    const stored = loadSnapshot(this.options.read, this.options.source, seat.instrument.id);
    if (stored === null) return;
    try {
      seat.kernel.restore(stored.bytes);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // Other strategies or timeframes than before: everything stored is evaluated anew; what is on record stays as it is.
      this.options.log.info('the kernel starts afresh', { instrument: seat.instrument.id, reason: error.message });
      seat.kernel = createSeatKernel(this.options, seat);
      seat.afresh = true;
      seat.afreshAt = stored.lastTs;
      seat.recordFrom = Math.max(seat.recordFrom, stored.lastTs + timeframeMs(this.options.baseTimeframe));
    }
  }

  /** A kernel built anew knows nothing of what people decided: its open signals stand as the record says. */
  #align(seat: Seat): Aligned[] {
    const acts = seat.kernel.open().map(({ decision: { id } }): Aligned => {
      const state = stateOf(this.options.read, id);
      return { id, act: state === 'validated' || state === 'released' ? 'release' : 'reject' };
    });
    for (const { id, act } of acts) seat.kernel[act](id);
    seat.afresh = false;
    return acts;
  }

  #alignOnRecord(seat: Seat): void {
    const acts = this.#align(seat);
    const { source, commands } = this.options;
    const instrument = seat.instrument.id;
    commands.run({ actor: ACTOR, action: 'engine.align', input: { source, instrument }, subject: instrument }, (tx) => {
      for (const { id, act } of acts) noteAct(tx, { source, instrument, last_ts: seat.kernel.lastTs, signal_id: id, act });
      this.#write(tx, seat);
    });
  }

  /** Evaluates the next piece of what is stored; false when there was nothing more. */
  #catchUp(seat: Seat): boolean {
    const { series, source, baseTimeframe } = this.options;
    const step = timeframeMs(baseTimeframe);
    const last = series.lastTs(source, seat.instrument.id, baseTimeframe);
    const from = seat.kernel.lastTs < 0 ? undefined : seat.kernel.lastTs + step;
    if (last === null || (from !== undefined && last < from)) return false;
    // A kernel built anew stops once where the one before it stood: a proof goes on with it from there.
    const turn = seat.afresh && seat.kernel.lastTs < seat.afreshAt ? seat.afreshAt + step : Number.POSITIVE_INFINITY;
    const range =
      from === undefined
        ? turn < Number.POSITIVE_INFINITY
          ? { to: turn }
          : {}
        : { from, to: Math.min(from + PIECE * step, turn) };
    const columns = series.readCandles(source, seat.instrument.id, baseTimeframe, range);
    if (columns.ts.length > 0) this.#push(seat, columns, 0);
    // A gap longer than a piece: go on behind it.
    else this.#push(seat, series.readCandles(source, seat.instrument.id, baseTimeframe, { from: from ?? 0 }), 0);
    if (seat.afresh && seat.kernel.lastTs === seat.afreshAt) this.#commit(seat, true);
    return true;
  }

  /** Stored candles, in order. What they decide is committed before this returns. */
  evaluate(instrument: string, columns: CandleColumns): void {
    const seat = this.#seats.get(instrument);
    if (seat === undefined || !seat.ready) return;
    if (seat.uncommitted) this.#recover(seat);
    let from = 0;
    while (from < columns.ts.length && (columns.ts[from] ?? 0) <= seat.kernel.lastTs) from += 1;
    this.#push(seat, columns, from);
  }

  #push(seat: Seat, columns: CandleColumns, from: number): void {
    const to = columns.ts.length;
    if (from >= to) return;
    try {
      seat.kernel.push(columns, from, to);
      seat.sinceCheckpoint += to - from;
      const due = seat.sinceCheckpoint >= (to - from === 1 ? CHECKPOINT_EVERY : CHECKPOINT_EVERY_IN_HISTORY);
      if (seat.events.length > 0 || due) this.#commit(seat);
    } catch (error) {
      // As after a crash: the kernel goes back to what was committed, and meets these candles again from the store.
      seat.uncommitted = true;
      throw error;
    }
  }

  #commit(seat: Seat, afresh = false): void {
    const { commands, source } = this.options;
    const decided = seat.events.length > 0;
    const request = {
      actor: ACTOR,
      action: decided ? 'engine.record' : 'engine.checkpoint',
      input: { source, instrument: seat.instrument.id, lastTs: seat.kernel.lastTs, events: seat.events.length },
      subject: seat.instrument.id,
    };
    commands.run(request, (tx) => this.#write(tx, seat, afresh));
    seat.events.length = 0;
    seat.sinceCheckpoint = 0;
  }

  #write(tx: Tx, seat: Seat, afresh = false): void {
    const { scored = () => undefined } = this.options;
    for (const event of seat.events) {
      recordEvent(tx, event, { notify: this.#notable(event), simulated: this.simulated }, scored);
    }
    const state = { source: this.options.source, instrument: seat.instrument.id, lastTs: seat.kernel.lastTs };
    const bytes = seat.kernel.snapshot();
    saveSnapshot(tx, state, bytes);
    // On its way to the present a kernel built anew is nobody's past.
    if (afresh || !seat.afresh) keepCheckpoint(tx, state, bytes, afresh);
  }

  /** No outward effect ever leaves a signal from anything but a live venue. */
  get simulated(): boolean {
    return !isLiveSource(this.options.source);
  }

  /** Worth a notice: not older than one candle of its timeframe, and the clock can be trusted. */
  #notable({ signal, ...event }: KernelEvent): boolean {
    const at = event.kind === 'outcome' ? event.outcome.at : signal.decision.at;
    return this.options.publishing() && at >= this.options.marketNow() - timeframeMs(signal.decision.timeframe);
  }

  #recover(seat: Seat): void {
    this.#restore(seat);
    while (this.#catchUp(seat));
    if (seat.afresh) this.#align(seat);
  }

  /** Whether the market still lets this signal be decided upon. */
  isOpen(instrument: string, id: string): boolean {
    const seat = this.#seats.get(instrument);
    if (seat === undefined || !seat.ready) return false;
    if (seat.uncommitted) this.#recover(seat);
    return seat.kernel.open().some(({ decision }) => decision.id === id);
  }

  /**
   * A person's act inside its command: changes the kernel, and stores its state with the act, so that a restart goes on from
   * exactly there. `settled` tells that the command was committed.
   */
  act(tx: Tx, instrument: string, id: string, act: 'release' | 'reject' | 'cancel'): void {
    const seat = this.#seats.get(instrument);
    if (seat === undefined) throw new RangeError(`${instrument} is not on the desk`);
    seat.uncommitted = true;
    noteAct(tx, { source: this.options.source, instrument, last_ts: seat.kernel.lastTs, signal_id: id, act });
    seat.kernel[act](id);
    this.#write(tx, seat);
    seat.events.length = 0;
  }

  /** Open time of the last candle evaluated with everything decided on record; null while that is not known. */
  evaluatedTo(instrument: string): number | null {
    const seat = this.#seats.get(instrument);
    return seat?.ready === true && !seat.uncommitted ? seat.kernel.lastTs : null;
  }

  settled(instrument: string): void {
    const seat = this.#seats.get(instrument);
    if (seat !== undefined) seat.uncommitted = false;
  }
}

const ACTOR = 'system:engine';

interface Aligned {
  readonly id: string;
  readonly act: 'release' | 'reject';
}
