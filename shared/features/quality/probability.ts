/**
 * Probability of at most `wins` of `n` where each wins with probability `p`, independently: the lower tail of the binomial
 * distribution. Summed in logarithms, so that it neither over- nor underflows for thousands. Throws RangeError for what is no
 * sample.
 */
export function lowerTail(wins: number, n: number, p: number): number {
  if (!(Number.isInteger(wins) && Number.isInteger(n) && wins >= 0 && wins <= n && p > 0 && p < 1))
    throw new RangeError('a tail needs 0 ≤ wins ≤ n and 0 < p < 1');
  let log = n * Math.log(1 - p);
  let sum = 0;
  for (let k = 0; k <= wins; k += 1) {
    sum += Math.exp(log);
    log += Math.log((n - k) / (k + 1)) + Math.log(p / (1 - p));
  }
  return Math.min(1, sum);
}
