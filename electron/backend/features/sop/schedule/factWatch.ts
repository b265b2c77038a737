import type { Schedule } from '../../../../../shared/features/sop/schedule';
import type { Timer } from '../../../kit/clock';
import type { Fact, Tx } from '../../../store/types';
import type { PublishedSop } from '../library/catalogue';
import { start } from '../runs/start';
import { type RunContext, RunWork } from '../runs/work';
import { readCursor, writeCursor } from './cursors';
import { endWait } from './duties';

const ACTOR = 'system:sops';
const CURSOR = 'facts';
/** Facts handled before other work has its turn: each is a commit of its own. */
const SLICE = 20;
/** A fact that could not be handled is tried again after this. */
const RETRY = 30_000;

type EventSchedule = Extract<Schedule, { kind: 'event' }>;

/**
 * Starts procedures from facts, and ends the waits that wait for one. Which facts matter changes with what is published, so it
 * reads the stored facts behind a durable place of its own: after a crash each is handled once.
 */
export class FactWatch {
  #timer: Timer | null = null;
  #deaf: (() => void) | null = null;
  #seen: number | null = null;

  constructor(private readonly context: RunContext) {}

  start(): void {
    this.#seen ??= this.#begin();
    this.#deaf = this.context.facts.subscribe(({ kind }) => {
      if (!kind.startsWith('sop.') && this.#timer === null) this.#wake(0);
    });
    this.#wake(0);
  }

  stop(): void {
    this.#deaf?.();
    this.#deaf = null;
    this.#timer?.cancel();
    this.#timer = null;
  }

  #wake(ms: number): void {
    this.#timer?.cancel();
    this.#timer = this.context.clock.setTimeout(() => {
      this.#timer = null;
      void this.#roundOnceRead();
    }, ms);
  }

  async #roundOnceRead(): Promise<void> {
    const { catalogue, onError } = this.context;
    try {
      await catalogue.warm();
      if (this.#deaf !== null) this.#round();
    } catch (error) {
      onError(error);
      if (this.#deaf !== null) this.#wake(RETRY);
    }
  }

  #round(): void {
    const { read, commands, onError } = this.context;
    this.#seen ??= this.#begin();
    const kinds = [...this.#kinds()];
    const query = read.db
      .selectFrom('facts')
      .selectAll()
      .where('kind', 'in', kinds)
      .where('sequence', '>', this.#seen)
      .orderBy('sequence')
      .limit(SLICE);
    const found = kinds.length === 0 ? [] : read.all(query);
    for (const { data_json, ...rest } of found) {
      const fact: Fact = { ...rest, data: JSON.parse(data_json) };
      try {
        commands.run({ actor: ACTOR, action: 'sop.fact', input: { fact: fact.sequence }, subject: fact.subject }, (tx) =>
          this.#handle(tx, fact),
        );
      } catch (error) {
        onError(error);
        this.#wake(RETRY);
        return;
      }
      this.#seen = fact.sequence;
    }
    if (found.length === SLICE) this.#wake(0);
  }

  #begin(): number {
    const { read, facts, commands } = this.context;
    const known = readCursor(read, CURSOR);
    if (known !== undefined) return known;
    const head = facts.head();
    commands.run({ actor: ACTOR, action: 'sop.fact', input: {} }, (tx) => writeCursor(tx, CURSOR, head));
    return head;
  }

  #handle(tx: Tx, fact: Fact): void {
    for (const { sop, schedule } of this.#schedules()) {
      // What was published after the fact was not there to be started by it.
      if (schedule.fact !== fact.kind || sop.at > fact.at || !fits(schedule, fact)) continue;
      start(this.context, tx, sop, { procedure: sop.procedure.id, schedule: schedule.id, subject: fact.subject.slice(0, 200) });
    }
    const waiting = tx.db.selectFrom('sop_steps').select(['run', 'step']).where('state', '=', 'waiting');
    const mine = waiting.where('wait_fact', '=', fact.kind).where('at', '<=', fact.at);
    for (const { run, step } of tx.all(mine)) endWait(new RunWork(this.context, tx, run), step);
    writeCursor(tx, CURSOR, fact.sequence);
  }

  #schedules(): readonly { readonly sop: PublishedSop; readonly schedule: EventSchedule }[] {
    return [...this.context.catalogue.all().values()].flatMap((sop) =>
      sop.procedure.schedules.flatMap((schedule) => (schedule.kind === 'event' ? [{ sop, schedule }] : [])),
    );
  }

  #kinds(): ReadonlySet<string> {
    const waited = this.context.read.all(
      this.context.read.db
        .selectFrom('sop_steps')
        .select('wait_fact')
        .where('state', '=', 'waiting')
        .where('wait_fact', 'is not', null)
        .distinct(),
    );
    const kinds = [...this.#schedules().map(({ schedule }) => schedule.fact), ...waited.map((row) => row.wait_fact ?? '')];
    // What this very feature announces may not start anything, or two procedures could start each other for ever.
    return new Set(kinds.filter((kind) => kind !== '' && !kind.startsWith('sop.')));
  }
}

/** Whether the fact carries what the schedule asks for, such as a level of P1. */
function fits(schedule: EventSchedule, fact: Fact): boolean {
  const data = typeof fact.data === 'object' && fact.data !== null && !Array.isArray(fact.data) ? fact.data : {};
  return Object.entries(schedule.where).every(([name, wanted]) => String((data as Record<string, unknown>)[name]) === wanted);
}
