/** A number of bars: a whole number from 1 up. Throws RangeError on anything else, naming the parameter. */
export function wholeBars(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${name} must be a whole number of bars from 1 up, not ${value}`);
  return value;
}

/** Added to a divisor that may be 0: too small to change any other, and it makes 0/0 count as 0. */
export const NEGLIGIBLE = 1e-290;
