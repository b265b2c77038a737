import type { Log } from '../kit/log';
import type { Fact, Facts } from './types';

/**
 * Tells committed facts to whoever listens in this process. Only a wake-up: what must not be missed is a reaction, which
 * reads the stored facts. Facts of a command that a listener runs are told after the present one has gone round.
 */
export class FactFeed implements Facts {
  readonly #listeners = new Set<(fact: Fact) => void>();
  readonly #queue: Fact[] = [];
  #telling = false;
  #head: number;

  constructor(
    head: number,
    private readonly log: Log,
  ) {
    this.#head = head;
  }

  head(): number {
    return this.#head;
  }

  subscribe(listener: (fact: Fact) => void): () => void {
    const own = (fact: Fact): void => listener(fact);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  tell(facts: readonly Fact[]): void {
    for (const fact of facts) {
      this.#head = fact.sequence;
      this.#queue.push(fact);
    }
    if (this.#telling) return;
    this.#telling = true;
    for (let fact = this.#queue.shift(); fact !== undefined; fact = this.#queue.shift()) this.#tellOne(fact);
    this.#telling = false;
  }

  #tellOne(fact: Fact): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(fact);
      } catch (error) {
        // The fact stands; one deaf listener must not keep it from the others, nor undo the command that has committed.
        this.log.error('a listener to facts failed', { kind: fact.kind, sequence: fact.sequence, error });
      }
    }
  }
}
