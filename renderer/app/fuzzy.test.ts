import { expect, it } from 'vitest';
import { fuzzyScore, plain } from './fuzzy';

const best = (query: string, names: readonly string[]) =>
  names
    .map((name) => ({ name, score: fuzzyScore(query, name) }))
    .filter((entry) => entry.score !== null)
    .sort((left, right) => (right.score ?? 0) - (left.score ?? 0))
    .map((entry) => entry.name);

it('ignores accents and case, both ways', () => {
  expect(plain('Santé des Flux')).toBe('sante des flux');
  expect(fuzzyScore('santé', 'SANTE')).not.toBeNull();
  expect(fuzzyScore('sante', 'Aller à la santé des flux')).not.toBeNull();
});

it('finds letters in order and refuses letters out of order', () => {
  expect(fuzzyScore('bgies', 'Bougies')).not.toBeNull();
  expect(fuzzyScore('segib', 'Bougies')).toBeNull();
});

it('prefers a whole word at its start over scattered letters', () => {
  expect(best('rsi', ['Aller aux réglages de la session', 'RSI', 'Revenir à la dernière bougie'])[0]).toBe('RSI');
});

it('takes words in any order', () => {
  expect(fuzzyScore('flux sante', 'Santé des flux')).not.toBeNull();
  expect(fuzzyScore('flux marche', 'Santé des flux')).toBeNull();
});
