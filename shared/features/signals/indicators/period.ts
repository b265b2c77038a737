/** A number of bars: a whole number from 1 up. Throws RangeError on anything else, naming the parameter. */
export function wholeBars(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${name} must be a whole number of bars from 1 up, not ${value}`);
  return value;
}

/**
 * Smallest divisor taken seriously. Smoothed averages of a market that stands still shrink for ever without reaching zero;
 * below this a quotient could overflow to Infinity, so it counts as zero and the quotient as undefined.
 */
export const NEGLIGIBLE = 1e-290;
