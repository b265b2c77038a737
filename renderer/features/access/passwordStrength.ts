/** The contract's shortest password. */
export const LEAST = 12;

export type Strength = 'short' | 'weak' | 'fair' | 'good' | 'strong';

const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[^a-zA-Z0-9]/, 32],
];

/**
 * How hard a password is to guess, roughly: what repeats or counts on from the letter before adds nothing. It only advises;
 * the backend decides what it takes.
 */
export function passwordStrength(password: string): Strength {
  if (password.length < LEAST) return 'short';
  const pool = CLASSES.reduce((sum, [pattern, size]) => (pattern.test(password) ? sum + size : sum), 0);
  const bits = fresh(password) * Math.log2(Math.max(2, pool));
  if (bits < 45) return 'weak';
  if (bits < 65) return 'fair';
  return bits < 90 ? 'good' : 'strong';
}

/** Letters that neither repeat the one before, nor count on from it, nor occurred three times already. */
function fresh(password: string): number {
  const seen = new Map<string, number>();
  let count = 0;
  let before = Number.NaN;
  for (const letter of password.toLowerCase()) {
    const code = letter.codePointAt(0) ?? 0;
    const times = seen.get(letter) ?? 0;
    if (Math.abs(code - before) > 1 || Number.isNaN(before)) count += times < 3 ? 1 : 0;
    seen.set(letter, times + 1);
    before = code;
  }
  return count;
}
