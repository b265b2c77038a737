import { randomBytes as nodeRandomBytes } from 'node:crypto';

/** The only door to chance that must not be guessed: keys, tokens, identifiers. */
export function randomBytes(count: number): Uint8Array {
  return nodeRandomBytes(count);
}

/** A secret of `bytes` random bytes in URL-safe text (RFC 4648 §5, no padding). */
export function randomToken(bytes: number): string {
  return nodeRandomBytes(bytes).toString('base64url');
}

/** Chance that need not be secret, in [0, 1): jitter of back-offs. Handed in, so that a test can fix it. */
export type Random = () => number;

export const systemRandom: Random = () => Math.random();
