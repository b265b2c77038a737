import type { Clock, Timer } from '../../kit/clock';

/** A line that drops for less than this is nobody's news, ms. */
const OFFLINE_AFTER = 10_000;

/** Tells that the line to the venue is lost, once it has been so for a while, and that it is back. */
export class LineWatch {
  #lost: Timer | null = null;
  #told = false;
  #wasLive = false;

  constructor(
    private readonly clock: Clock,
    private readonly tell: (back: boolean) => void,
  ) {}

  is(live: boolean): void {
    if (live) this.#isBack();
    else if (this.#wasLive && this.#lost === null) {
      this.#lost = this.clock.setTimeout(() => {
        this.#told = true;
        this.tell(false);
      }, OFFLINE_AFTER);
    }
  }

  stop(): void {
    this.#lost?.cancel();
  }

  #isBack(): void {
    this.#wasLive = true;
    this.#lost?.cancel();
    this.#lost = null;
    if (this.#told) this.tell(true);
    this.#told = false;
  }
}
