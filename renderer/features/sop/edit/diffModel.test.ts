import { describe, expect, it } from 'vitest';
import { countOf, diffOf, folded } from './diffModel';

const text = (...lines: string[]) => `${lines.join('\n')}\n`;
const shown = (before: string, after: string) =>
  diffOf(before, after).map((line) => [line.kind, line.before, line.after, line.parts.map((part) => part.text).join('')]);

describe('the diff of two texts', () => {
  it('numbers the lines of both', () => {
    expect(shown(text('a', 'b', 'c'), text('a', 'c', 'd'))).toEqual([
      ['same', 1, 1, 'a'],
      ['removed', 2, null, 'b'],
      ['same', 3, 2, 'c'],
      ['added', null, 3, 'd'],
    ]);
  });

  it('marks the words that changed within a line, on both sides', () => {
    const [old, fresh] = diffOf(text('graceMinutes: 30 # une demi-heure'), text('graceMinutes: 45 # une demi-heure'));
    expect(old?.parts.filter((part) => part.marked).map((part) => part.text)).toEqual(['30']);
    expect(fresh?.parts.filter((part) => part.marked).map((part) => part.text)).toEqual(['45']);
  });

  it('marks the whole of lines that have nothing in common', () => {
    const [old] = diffOf(text('abc def'), text('xyz uvw'));
    expect(old?.parts).toEqual([{ text: 'abc def', marked: true }]);
  });

  it('counts what came and went', () => {
    expect(countOf(diffOf(text('a', 'b'), text('a', 'x', 'y')))).toEqual({ added: 2, removed: 1 });
    expect(diffOf('', '')).toEqual([]);
  });
});

it('folds what did not change, three lines away from a change', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const changed = lines.map((line, index) => (index === 10 ? 'other' : line));
  const blocks = folded(diffOf(text(...lines), text(...changed)));
  expect(blocks.map((block) => [block.kind, block.lines.length])).toEqual([
    ['gap', 7],
    ['lines', 8],
    ['gap', 6],
  ]);
  expect(folded([])).toEqual([]);
});
