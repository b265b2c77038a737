import type { FrameRefusal, Health } from '../../../../shared/features/monitoring/contract';

const KEPT = 50;
const SAMPLE_LENGTH = 400;

/** Frames that were not used: how many of each kind, and the last of them to look at. */
export class RefusedFrames {
  readonly #counts = new Map<FrameRefusal, number>();
  readonly #samples: Health['samples'] = [];

  constructor(private readonly now: () => number) {}

  add(refusal: FrameRefusal, venue: string, detail: string, sample: string): void {
    this.#counts.set(refusal, (this.#counts.get(refusal) ?? 0) + 1);
    this.#samples.push({ at: this.now(), venue, refusal, detail, sample: sample.slice(0, SAMPLE_LENGTH) });
    if (this.#samples.length > KEPT) this.#samples.shift();
  }

  counts(): Health['refused'] {
    return [...this.#counts].map(([refusal, count]) => ({ refusal, count }));
  }

  /** Newest first. */
  samples(): Health['samples'] {
    return [...this.#samples].reverse();
  }
}
