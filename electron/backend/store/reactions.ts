import type { Json } from '../../../shared/base/canonical';
import type { Clock, Timer } from '../kit/clock';
import type { Log } from '../kit/log';
import { InvariantError } from './refusal';
import type { Commands, Fact, Reactions, Reader, Tx } from './types';

type React = (tx: Tx, fact: Fact) => void;

interface Reaction {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly react: React;
  readonly since: 'beginning' | 'now';
  cursor: number;
  failures: number;
  /** Epoch ms before which it is left alone after a failure. */
  notBefore: number;
}

/** Facts handled before other work of the process has its turn: each is a commit of its own. */
const SLICE = 20;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 300_000;

export interface ReactionsOptions {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
  readonly log: Log;
  readonly head: () => number;
}

export class ReactionRunner implements Reactions {
  readonly #reactions: Reaction[] = [];
  #timer: Timer | null = null;
  #timerDue = Number.POSITIVE_INFINITY;
  #running = false;

  constructor(private readonly options: ReactionsOptions) {}

  register(name: string, kinds: readonly string[], react: React, since: 'beginning' | 'now' = 'beginning'): void {
    if (this.#running) throw new InvariantError('reactions are registered before they start');
    if (this.#reactions.some((known) => known.name === name)) throw new InvariantError(`two reactions are called ${name}`);
    this.#reactions.push({ name, kinds, react, since, cursor: 0, failures: 0, notBefore: 0 });
  }

  start(): void {
    this.#running = true;
    for (const reaction of this.#reactions) reaction.cursor = this.#storedCursor(reaction);
    this.wake();
  }

  stop(): void {
    this.#running = false;
    this.#timer?.cancel();
    this.#timer = null;
  }

  /** Called after every commit that announced something. */
  wake(): void {
    this.#wakeAt(this.options.clock.now());
  }

  #wakeAt(due: number): void {
    if (!this.#running || (this.#timer !== null && this.#timerDue <= due)) return;
    this.#timer?.cancel();
    this.#timerDue = due;
    this.#timer = this.options.clock.setTimeout(
      () => {
        this.#timer = null;
        this.#round();
      },
      Math.max(0, due - this.options.clock.now()),
    );
  }

  #round(): void {
    for (const reaction of this.#reactions) {
      if (reaction.notBefore > this.options.clock.now()) this.#wakeAt(reaction.notBefore);
      else this.#advance(reaction);
    }
  }

  #advance(reaction: Reaction): void {
    const facts = this.#next(reaction);
    for (const fact of facts) {
      if (!this.#running || !this.#handle(reaction, fact)) return;
    }
    if (facts.length === SLICE) this.wake();
  }

  #handle(reaction: Reaction, fact: Fact): boolean {
    const { commands, clock, log } = this.options;
    const request = {
      actor: `system:${reaction.name}`,
      action: `reaction.${reaction.name}`,
      input: { fact: fact.sequence },
      subject: fact.subject,
    };
    try {
      commands.run(request, (tx) => {
        reaction.react(tx, fact);
        moveCursor(tx, reaction.name, fact.sequence);
      });
      reaction.cursor = fact.sequence;
      reaction.failures = 0;
      return true;
    } catch (error) {
      reaction.notBefore = clock.now() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** reaction.failures);
      reaction.failures += 1;
      log.error(`the reaction ${reaction.name} failed and will be tried again`, { fact: fact.sequence, error });
      this.#wakeAt(reaction.notBefore);
      return false;
    }
  }

  #next(reaction: Reaction): Fact[] {
    const { read } = this.options;
    const query = read.db
      .selectFrom('facts')
      .selectAll()
      .where('kind', 'in', reaction.kinds)
      .where('sequence', '>', reaction.cursor)
      .orderBy('sequence')
      .limit(SLICE);
    return read.all(query).map(({ data_json, ...fact }) => ({ ...fact, data: JSON.parse(data_json) as Json }));
  }

  #storedCursor(reaction: Reaction): number {
    const { read, commands, head } = this.options;
    const row = read.get(read.db.selectFrom('reaction_cursors').select('sequence').where('name', '=', reaction.name));
    if (row !== undefined) return row.sequence;
    const cursor = reaction.since === 'now' ? head() : 0;
    const actor = `system:${reaction.name}`;
    commands.run({ actor, action: 'reaction.register', input: { cursor } }, (tx) => moveCursor(tx, reaction.name, cursor));
    return cursor;
  }
}

function moveCursor(tx: Tx, name: string, sequence: number): void {
  const row = { name, sequence, updated_at: tx.at };
  tx.run(
    tx.db
      .insertInto('reaction_cursors')
      .values(row)
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ sequence, updated_at: tx.at })),
  );
}
