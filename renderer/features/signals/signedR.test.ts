import { expect, it } from 'vitest';
import { signedR } from './signedR';

const fr = { locale: 'fr-FR', timeZone: 'Europe/Paris' };

it.each([
  [0.456, '+0,46'],
  [-1, '−1,00'],
  [0, '0,00'],
  [-0.001, '0,00'],
  [null, '–'],
])('writes %s R as %s', (value, text) => {
  expect(signedR(value, fr)).toBe(text);
});
