import { describe, expect, it } from 'vitest';
import { indent, newLine, spanOfLine } from './typing';

/** A text whose selection stands between two bars, or at one. */
function typed(marked: string) {
  const from = marked.indexOf('|');
  const rest = marked.replace('|', '');
  const to = rest.indexOf('|');
  return to < 0 ? { text: rest, from, to: from } : { text: rest.replace('|', ''), from, to };
}
const shown = ({ text, from, to }: ReturnType<typeof typed>) =>
  from === to ? `${text.slice(0, from)}|${text.slice(from)}` : `${text.slice(0, from)}|${text.slice(from, to)}|${text.slice(to)}`;

describe('Tab', () => {
  it.each([
    ['a|b', false, 'a  |b'],
    ['a\n|b\nc|\nd', false, 'a\n  |b\n  c|\nd'],
    ['a\n  b|\nd', true, 'a\nb|\nd'],
    ['|a\n  b|', true, '|a\nb|'],
    ['x\n|a\n|b', false, 'x\n  |a\n|b'],
  ])('%j, back %s, becomes %j', (before, back, after) => {
    expect(shown(indent(typed(before), back))).toBe(after);
  });
});

describe('Enter', () => {
  it.each([
    ['  a: 1|', '  a: 1\n  |'],
    ['steps:|', 'steps:\n  |'],
    ['  - id: a|', '  - id: a\n    |'],
    ['  - id: a|bc|d', '  - id: a\n    |d'],
  ])('%j becomes %j', (before, after) => {
    expect(shown(newLine(typed(before)))).toBe(after);
  });
});

it('finds a line, and the last one when there are fewer', () => {
  expect(spanOfLine('ab\ncd\nef', 2)).toEqual({ from: 3, to: 5 });
  expect(spanOfLine('ab\ncd', 9)).toEqual({ from: 3, to: 5 });
});
