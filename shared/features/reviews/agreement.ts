/** How far two independent reviewers agree. `kappa` is null where chance alone would agree always, or n = 0. */
export interface Agreement {
  readonly n: number;
  readonly agreed: number;
  readonly kappa: number | null;
}

/**
 * Cohen's kappa (J. Cohen, 1960): (po − pe) / (1 − pe), where po is the share of pairs that agree and pe what the two
 * reviewers' own frequencies would give by chance. 1 = always, 0 = no more than chance.
 */
export function agreementOf(pairs: readonly (readonly [string, string])[]): Agreement {
  const n = pairs.length;
  const agreed = pairs.filter(([first, second]) => first === second).length;
  if (n === 0) return { n, agreed, kappa: null };
  const words = [...new Set(pairs.flat())];
  const share = (word: string, seat: 0 | 1) => pairs.filter((pair) => pair[seat] === word).length / n;
  const byChance = words.reduce((sum, word) => sum + share(word, 0) * share(word, 1), 0);
  const kappa = byChance >= 1 - 1e-12 ? null : Math.round(((agreed / n - byChance) / (1 - byChance)) * 1e9) / 1e9;
  return { n, agreed, kappa };
}
