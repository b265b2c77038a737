/** One-time tokens: each buys one session. Kept in memory only, as digests; a new start makes a new one. */
export interface Tokens {
  /**
   * @param lifeMs null for one that lives until it is used.
   * @param parent the session that asked for it, whose operator sits at the new one too.
   */
  mint(lifeMs: number | null, parent?: string): string;
  /** Uses the token up. */
  use(token: string): Used;
}

export interface Used {
  readonly verdict: 'ok' | 'UNKNOWN_TOKEN' | 'EXPIRED_TOKEN' | 'USED_TOKEN';
  readonly parent: string | null;
}

export interface TokensOptions {
  readonly now: () => number;
  readonly random: () => string;
  readonly digest: (text: string) => string;
}

interface Entry {
  readonly digest: string;
  readonly expiresAt: number | null;
  readonly parent: string | null;
  used: boolean;
}

/** Tokens remembered, used ones too, so that an old link can be told what is wrong with it. */
const REMEMBERED = 500;

export function createTokens(options: TokensOptions): Tokens {
  const entries: Entry[] = [];
  return {
    mint(lifeMs, parent) {
      const token = options.random();
      entries.push({
        digest: options.digest(token),
        expiresAt: lifeMs === null ? null : options.now() + lifeMs,
        parent: parent ?? null,
        used: false,
      });
      if (entries.length > REMEMBERED) entries.shift();
      return token;
    },
    use(token) {
      const digest = options.digest(token);
      let found: Entry | null = null;
      // Every entry is looked at, whichever fits: the time taken says nothing about the tokens there are.
      for (const entry of entries) if (sameDigest(entry.digest, digest)) found = entry;
      if (found === null) return refused('UNKNOWN_TOKEN');
      if (found.used) return refused('USED_TOKEN');
      if (found.expiresAt !== null && found.expiresAt <= options.now()) return refused('EXPIRED_TOKEN');
      found.used = true;
      return { verdict: 'ok', parent: found.parent };
    },
  };
}

/** Compares in constant time two texts of equal length. */
function sameDigest(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index += 1) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}

const refused = (verdict: Used['verdict']): Used => ({ verdict, parent: null });
