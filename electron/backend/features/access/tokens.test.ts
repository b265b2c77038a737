import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../kit/hash';
import { createTokens } from './tokens';

describe('one-time tokens', () => {
  it('[ACC4] are used up by their first use, expire, and are told apart', () => {
    let now = 0;
    let made = 0;
    const random = () => {
      made += 1;
      return `token-${made}`;
    };
    const tokens = createTokens({ now: () => now, random, digest: sha256Hex });
    const [lasting, short] = [tokens.mint(null), tokens.mint(60_000)];
    now = 59_999;
    expect(tokens.use('token-9').verdict).toBe('UNKNOWN_TOKEN');
    expect(tokens.use(lasting).verdict).toBe('ok');
    expect(tokens.use(lasting).verdict).toBe('USED_TOKEN');
    now = 60_000;
    expect(tokens.use(short).verdict).toBe('EXPIRED_TOKEN');
    const late = tokens.mint(60_000);
    expect(tokens.use(late).verdict).toBe('ok');
  });
});
