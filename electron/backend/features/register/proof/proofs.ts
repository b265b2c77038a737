import { DAY, MINUTE } from '../../../../../shared/base/time';
import type { Instrument } from '../../../../../shared/features/market/instrument';
import { type ProofRow, stateOf } from '../../../../../shared/features/register/proof';
import type { Clock } from '../../../kit/clock';
import type { Ids } from '../../../kit/ids';
import type { Log } from '../../../kit/log';
import { nextTurn } from '../../../kit/turn';
import type { Commands, Tx } from '../../../store/types';
import { Calendars } from './calendars';
import { recordedFrom } from './kernelState';
import { differenceOf, lastProvenDay, openIncident, saveProof } from './proofStore';
import { proveDay } from './proveDay';
import type { ProofSetup } from './setup';

export interface ProofsOptions extends Omit<ProofSetup, 'calendars'> {
  readonly commands: Commands;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly instruments: readonly Instrument[];
  readonly simulated: boolean;
  /** Open time of the last candle evaluated with its decisions stored; null while the desk catches up. */
  readonly evaluatedTo: (instrument: string) => number | null;
  /** Asked in the transaction that puts the incident on record. */
  readonly stopPublication: (tx: Tx, reason: string) => void;
  readonly changed: () => void;
}

const ACTOR = 'system:register';
/** Half an hour after midnight UTC the last bars of the day have closed and late candles have come. */
const AFTER_MIDNIGHT = 30 * MINUTE;
/** Days made up for after the console was off. */
const MOST_DAYS = 7;

export interface Running {
  readonly day: string;
  readonly done: number;
  readonly total: number;
}

/** Proves days, one at a time, each instrument committed by itself. */
export class Proofs {
  running: Running | null = null;
  #work: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(private readonly options: ProofsOptions) {}

  /** Whether every kernel has caught up, so that what is missing is missing. */
  ready(): boolean {
    return this.options.instruments.every(({ id }) => this.options.evaluatedTo(id) !== null);
  }

  /** Begins a day; false while another one runs. */
  begin(day: string): boolean {
    if (this.running !== null || this.#stopped) return false;
    this.running = { day, done: 0, total: this.options.instruments.length };
    this.options.changed();
    this.#work = this.#run(day).catch((error: unknown) => this.options.log.error('a proof failed', { day, error }));
    return true;
  }

  /** Resolves when the day that runs has ended. */
  settled(): Promise<void> {
    return this.#work;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#work;
  }

  /** The day that the night owes; null when there is none. Days from before anything was sealed or proven are not asked for. */
  due(): string | null {
    const { read, source, instruments, clock } = this.options;
    if (instruments.length === 0 || this.running !== null || !this.ready()) return null;
    const begun = recordedFrom(read, source);
    const now = clock.now();
    const yesterday = Math.floor((now - AFTER_MIDNIGHT) / DAY) * DAY - DAY;
    const last = lastProvenDay(
      read,
      source,
      instruments.map(({ id }) => id),
    );
    // What was decided before the console kept a record of its source was sealed by nobody.
    if (begun === null || begun >= yesterday + DAY) return null;
    if (last !== null && Date.parse(`${last}T00:00:00Z`) >= yesterday) return null;
    const after = last === null ? yesterday : Date.parse(`${last}T00:00:00Z`) + DAY;
    return dayText(Math.max(after, yesterday - (MOST_DAYS - 1) * DAY));
  }

  async #run(day: string): Promise<void> {
    const setup = { ...this.options, calendars: new Calendars(this.options.read) };
    try {
      for (const instrument of this.options.instruments) {
        await nextTurn();
        if (this.#stopped) return;
        const until = this.options.evaluatedTo(instrument.id);
        if (until === null) return;
        const row = await proveDay(setup, instrument, day, until);
        // The commit waits for the disk: it has a turn of its own.
        await nextTurn();
        this.#save(row);
        if (this.running !== null) this.running = { ...this.running, done: this.running.done + 1 };
        this.options.changed();
      }
    } finally {
      this.running = null;
      this.options.changed();
    }
  }

  #save(row: ProofRow): void {
    const { commands, source, ids, simulated, stopPublication } = this.options;
    const { day, instrument, state, findings } = row;
    const request = {
      actor: ACTOR,
      action: 'register.proved',
      input: { day, instrument, state },
      subject: `${day}/${instrument}`,
    };
    commands.run(request, (tx) => {
      saveProof(tx, source, row);
      const worst = findings.find((one) => stateOf(one) === 'different');
      if (state !== 'different' || worst === undefined) return;
      if (!openIncident(tx, { id: ids(), day, source, instrument, finding: worst })) return;
      const difference = differenceOf(worst);
      stopPublication(tx, `${day} ${instrument} ${difference}`);
      tx.fact('register.proof-differs', `${day}/${instrument}`, {
        notify: true,
        simulated,
        values: { instrument, day, difference },
      });
    });
  }
}

export function dayText(ts: number): string {
  return new Date(ts).toISOString().slice(0, 10);
}
