/** Chance that can be repeated: the same seed gives the same numbers on every machine. */
export interface Seeded {
  /** The next whole number of 32 bits. */
  next(): number;
  /** A whole number in [0, bound), every one as likely as the others; `bound` is at most 2^32. */
  below(bound: number): number;
}

const WORDS = 4;
const WARM_UP = 12;

/** sfc32 (C. Doty-Humphrey, PractRand), its state the first 128 bits of `seed`. Throws RangeError where that is no hex of 32 digits or more. */
export function seeded(seed: string): Seeded {
  if (!/^[0-9a-f]{32,}$/.test(seed)) throw new RangeError('a seed is at least 32 hex digits');
  const state = Uint32Array.from({ length: WORDS }, (_, word) => Number.parseInt(seed.slice(word * 8, word * 8 + 8), 16));
  let [a = 0, b = 0, c = 0, count = 0] = state;
  const next = () => {
    const sum = (a + b + count) >>> 0;
    count = (count + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum;
  };
  for (let turn = 0; turn < WARM_UP; turn += 1) next();
  return {
    next,
    below(bound) {
      // The rest of the range that is no whole multiple would favour the small ones.
      const limit = 2 ** 32 - (2 ** 32 % bound);
      let drawn = next();
      while (drawn >= limit) drawn = next();
      return drawn % bound;
    },
  };
}

/** Fisher and Yates, in place of a copy: each order is as likely as any other. */
export function shuffled<T>(items: readonly T[], chance: Seeded): T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = chance.below(at + 1);
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}
