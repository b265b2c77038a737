/**
 * The decimal a long sum of decimals stands for: venues add volumes exactly, binary fractions do not.
 * Eight decimals where that is within the rounding of the sum itself, else fifteen significant digits.
 */
export function tidySum(sum: number): number {
  const units = Math.round(sum * 1e8);
  const eight = units / 1e8;
  if (Number.isSafeInteger(units) && Math.abs(eight - sum) <= Math.abs(sum) * 4e-15) return eight;
  return Number(sum.toPrecision(15));
}
