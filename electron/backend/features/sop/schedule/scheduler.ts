import { DAY, HOUR, MINUTE } from '../../../../../shared/base/time';
import type { Timer } from '../../../kit/clock';
import { nextTurn } from '../../../kit/turn';
import type { Tx } from '../../../store/types';
import { occurrenceKey } from '../runs/start';
import type { RunContext } from '../runs/work';
import { readCursor, writeCursor } from './cursors';
import { approvals, latePhases, missed, notice, run, waits } from './duties';
import { type Due, DueWindow } from './upcoming';

const CURSOR = 'clock';
/** Looked at in one go while catching up: a day's work is some thirty rows. */
const PIECE = DAY;
/** A machine that sleeps fires no timers; the clock is looked at this often and finds what it slept through. */
const TICK = 15_000;

/**
 * Makes rows of what falls due, tells those concerned, and records what nobody began. How far it has come is stored, so that
 * neither sleep nor a console that was off loses anything.
 */
export class Scheduler {
  #timer: Timer | null = null;
  #busy: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  /** Up to when what falls due is recorded, and up to when that is stored. */
  #seen: number | null = null;
  #stored = 0;
  readonly #dues: DueWindow;

  constructor(private readonly context: RunContext) {
    this.#dues = new DueWindow(context, HOUR);
  }

  start(): void {
    this.#timer = this.context.clock.setInterval(() => void this.look(), TICK);
    void this.look();
  }

  /** Also after the machine woke up. Resolves when everything up to now is recorded. */
  look(): Promise<void> {
    if (this.#busy !== null) {
      this.#again = true;
      return this.#busy;
    }
    this.#busy = this.#work()
      .catch((error: unknown) => this.context.onError(error))
      .finally(() => {
        this.#busy = null;
        const again = this.#again;
        this.#again = false;
        if (again && !this.#stopped) void this.look();
      });
    return this.#busy;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.#busy;
  }

  async #work(): Promise<void> {
    await this.context.catalogue.warm();
    await this.#catchUp();
    for (const step of [missed, waits, approvals, latePhases]) {
      if (this.#stopped) return;
      step(this.context);
      await nextTurn();
    }
  }

  async #catchUp(): Promise<void> {
    const { clock } = this.context;
    this.#seen ??= this.#begin();
    while (!this.#stopped && this.#seen <= clock.now()) {
      const from = this.#seen;
      const to = Math.min(from + PIECE, clock.now() + 1);
      const dues = this.#dues.between(from, to);
      // Where nothing fell due the stored place may lag: the span is only computed again, and the journal has no row for it.
      if (dues.length > 0 || to - this.#stored > HOUR) this.#store(dues, to);
      this.#seen = to;
      await nextTurn();
    }
  }

  /** A console that was never open owes nothing from before. */
  #begin(): number {
    const known = readCursor(this.context.read, CURSOR);
    this.#stored = known ?? this.context.clock.now();
    if (known === undefined) this.#store([], this.#stored);
    return this.#stored;
  }

  #store(dues: readonly Due[], to: number): void {
    run(this.context, 'sop.due', (tx) => {
      for (const due of dues) record(this.context, tx, due);
      writeCursor(tx, CURSOR, to);
    });
    this.#stored = to;
  }
}

function record(context: RunContext, tx: Tx, { sop, schedule, occurrence }: Due): void {
  const { id } = sop.procedure;
  const key = occurrenceKey(id, schedule.id, occurrence.at);
  if (tx.get(tx.db.selectFrom('sop_occurrences').select('key').where('key', '=', key)) !== undefined) return;
  const missedAt = occurrence.at + schedule.missedAfterMinutes * MINUTE;
  tx.run(
    tx.db.insertInto('sop_occurrences').values({
      key,
      procedure: id,
      schedule: schedule.id,
      due_at: occurrence.at,
      missed_at: missedAt,
      day: occurrence.day,
      shifted: occurrence.shifted ? 1 : 0,
      state: 'due',
      ...{ run: null, reason: null, explained_by: null },
    }),
  );
  if (missedAt > context.clock.now()) tx.fact('sop.due', key, notice(sop, true));
}
