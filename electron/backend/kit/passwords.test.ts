import { performance } from 'node:perf_hooks';
import { afterAll, describe, expect, it } from 'vitest';
import { createPasswords, UNKNOWN_PASSWORD } from './passwords';

const passwords = createPasswords();
afterAll(() => passwords.stop());

describe('passwords', () => {
  it('[ACC9] are argon2id in PHC form, at least as dear as OWASP asks, each with a salt of its own', async () => {
    const [one, two] = await Promise.all([passwords.hash('a long enough phrase'), passwords.hash('a long enough phrase')]);
    const [, algorithm, version, parameters, salt] = one.split('$');
    const cost = Object.fromEntries((parameters ?? '').split(',').map((each) => each.split('=')));
    expect([algorithm, version]).toEqual(['argon2id', 'v=19']);
    expect(Number(cost.m)).toBeGreaterThanOrEqual(19_456);
    expect(Number(cost.t)).toBeGreaterThanOrEqual(2);
    expect(salt).not.toBe(two.split('$')[4]);
    expect(await passwords.verify('a long enough phrase', one)).toBe(true);
    expect(await passwords.verify('a long enough phrasf', one)).toBe(false);
    expect(await passwords.verify('anything', UNKNOWN_PASSWORD)).toBe(false);
    await expect(passwords.verify('anything', 'no hash at all')).rejects.toThrow();
  });

  it('[ACC9] never hold the loop while they are worked out', async () => {
    let longest = 0;
    let before = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - before - 1);
      before = performance.now();
    }, 1);
    const started = performance.now();
    await Promise.all(Array.from({ length: 5 }, () => passwords.hash('a long enough phrase')));
    clearInterval(beat);
    // Where it was worked out on this thread, one hash alone would be the longest pause.
    expect(longest).toBeLessThan((performance.now() - started) / 2);
  });
});
