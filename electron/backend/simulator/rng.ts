/**
 * A small seeded generator, sfc32 (C. Doty-Humphrey, PractRand): the same words give the same numbers for ever.
 * Not secret, not for ids.
 */
export class Rng {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  /** @param words whatever names this stream of numbers: seed, purpose, instrument, minute. */
  constructor(...words: readonly (string | number)[]) {
    let hash = 0x811c9dc5;
    for (const word of words) {
      const text = `${word}|`;
      for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    this.#a = hash | 0;
    this.#b = Math.imul(hash ^ 0x9e3779b9, 0x85ebca6b) | 0;
    this.#c = Math.imul(hash ^ 0x6a09e667, 0xc2b2ae35) | 0;
    for (let index = 0; index < 12; index += 1) this.uniform();
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  }

  /** Standard normal (Box–Muller, one of the pair). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Student's t with 4 degrees of freedom, scaled to unit variance: fat tails with a finite variance. */
  fat(): number {
    const chi = -2 * Math.log((1 - this.uniform()) * (1 - this.uniform()));
    return (this.normal() / Math.sqrt(chi / 4)) * Math.SQRT1_2;
  }

  /** Symmetric triangular with unit variance: a cheap stand-in for the normal where only the sum matters. */
  step(): number {
    return (this.uniform() + this.uniform() - 1) * 2.449489742783178;
  }
}
