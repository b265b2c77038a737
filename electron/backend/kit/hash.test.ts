import { expect, it } from 'vitest';
import { sha256Hex, sha256Running } from './hash';

/** FIPS 180-4, the example messages "abc" and "". */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

it('computes the published SHA-256 digests', () => {
  expect(sha256Hex('abc')).toBe(ABC);
  expect(sha256Hex(new Uint8Array())).toBe(EMPTY);
});

it('gives the same digest fed piece by piece', () => {
  const hash = sha256Running();
  hash.update('a');
  hash.update(new TextEncoder().encode('bc'));
  expect(hash.digest()).toBe(ABC);
});
