import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeWithSharedData } from '../../../../test/builders/sharedData';
import { handCode, handCodeHash, stepOf } from './credentials';
import { weakPassword } from './weakPassword';

interface Vectors {
  readonly totp: readonly { time: number; algorithm: string; secret_base32: string; period: number; code: string }[];
}

describeWithSharedData('the codes of RFC 6238', 'vectors/totp_hotp_vectors.json', (file) => {
  it('[ACC10] are those that authenticators show, and are taken one period early or late', () => {
    const { totp } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
    const ours = totp.filter(({ algorithm, period }) => algorithm === 'SHA1' && period === 30);
    expect(ours.length).toBeGreaterThan(3);
    for (const { time, secret_base32: secret, code } of ours) {
      const [at, step, six] = [time * 1000, Math.floor(time / 30), code.slice(-6)];
      expect(stepOf(secret, six, at), String(time)).toBe(step);
      expect(stepOf(secret, six, at + 30_000)).toBe(step);
      expect(stepOf(secret, six, at - 30_000)).toBe(step);
      expect(stepOf(secret, six, at + 60_000)).toBeNull();
    }
  });
});

describe('codes that are copied by hand', () => {
  it('[ACC10] never repeat and are read however they are typed', () => {
    const codes = Array.from({ length: 500 }, handCode);
    expect(new Set(codes).size).toBe(500);
    expect(codes.every((code) => /^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/.test(code))).toBe(true);
    const [code = ''] = codes;
    expect(handCodeHash(` ${code.toLowerCase().replaceAll('-', '')} `)).toBe(handCodeHash(code));
  });
});

describe('[ACC9] a password', () => {
  const about = { name: 'Camille Durand', email: 'c.durand@sirrius.example' };

  it.each([
    'motdepasse1234',
    'Password12345!',
    'azertyuiop123',
    '123456789012',
    'aaaaaaaaaaaa',
    'abababababab',
    'Sirrius2026!!',
    'camille-et-le-loup',
    'DURAND et les autres',
    'Bienvenue2026',
  ])('%s is refused', (password) => {
    expect(weakPassword(password, about)).toBe(true);
  });

  it.each(['quatre chevaux mangent du foin', 'vG7#kq9!tRw2', 'correct horse battery staple'])('%s is taken', (password) => {
    expect(weakPassword(password, about)).toBe(false);
  });
});
