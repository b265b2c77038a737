const POSITION = 0;
const FULL = 1;
const HEAD = 2;
const SLOTS = 3;

/** Numbers of state a rolling highest or lowest over `period` values needs. */
export function rollingExtremeState(period: number): number {
  return SLOTS + period + 1;
}

/** Writes the empty state: nothing seen, so every tail is beaten by any value. */
export function resetHighest(state: Float64Array, offset: number, period: number): void {
  state.fill(Number.NEGATIVE_INFINITY, offset, offset + rollingExtremeState(period));
  state[offset + POSITION] = 0;
  state[offset + FULL] = 0;
}

/** See `resetHighest`. */
export function resetLowest(state: Float64Array, offset: number, period: number): void {
  resetHighest(state, offset, period);
  state.fill(Number.POSITIVE_INFINITY, offset + HEAD, offset + rollingExtremeState(period));
}

/**
 * Highest of the last `period` values, NaN before there are that many; three comparisons a value whatever the period
 * (van Herk 1992): the highest of a tail of the last block and of the head of this one. Slots as in `rollingMean`.
 */
export function rollingHighest(
  state: Float64Array,
  offset: number,
  period: number,
  source: Float64Array,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const slots = offset + SLOTS;
  let position = (state[offset + POSITION] as number) | 0;
  let full = (state[offset + FULL] as number) | 0;
  let head = state[offset + HEAD] as number;
  for (let i = from; i < to; i++) {
    const value = source[i] as number;
    const tail = state[slots + position + 1] as number;
    head = value > head ? value : head;
    const best = head > tail ? head : tail;
    state[slots + position] = value;
    position++;
    if (position === period) {
      for (let p = period - 2; p >= 0; p--) {
        const next = state[slots + p + 1] as number;
        if (next > (state[slots + p] as number)) state[slots + p] = next;
      }
      position = 0;
      head = Number.NEGATIVE_INFINITY;
      full = 1;
    }
    out[i] = full === 1 ? best : Number.NaN;
  }
  state[offset + POSITION] = position;
  state[offset + FULL] = full;
  state[offset + HEAD] = head;
}

/** Lowest of the last `period` values; the mirror of `rollingHighest`, written out because a shared comparison would be a call a bar. */
export function rollingLowest(
  state: Float64Array,
  offset: number,
  period: number,
  source: Float64Array,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const slots = offset + SLOTS;
  let position = (state[offset + POSITION] as number) | 0;
  let full = (state[offset + FULL] as number) | 0;
  let head = state[offset + HEAD] as number;
  for (let i = from; i < to; i++) {
    const value = source[i] as number;
    const tail = state[slots + position + 1] as number;
    head = value < head ? value : head;
    const best = head < tail ? head : tail;
    state[slots + position] = value;
    position++;
    if (position === period) {
      for (let p = period - 2; p >= 0; p--) {
        const next = state[slots + p + 1] as number;
        if (next < (state[slots + p] as number)) state[slots + p] = next;
      }
      position = 0;
      head = Number.POSITIVE_INFINITY;
      full = 1;
    }
    out[i] = full === 1 ? best : Number.NaN;
  }
  state[offset + POSITION] = position;
  state[offset + FULL] = full;
  state[offset + HEAD] = head;
}
