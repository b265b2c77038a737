/** What a field for source text holds: its text and what is selected. */
export interface Typed {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const UNIT = '  ';

/** Tab indents every selected line, or puts two blanks at the caret; Shift+Tab takes an indent away. */
export function indent({ text, from, to }: Typed, back: boolean): Typed {
  if (!back && from === to) return { text: text.slice(0, from) + UNIT + text.slice(to), from: from + 2, to: to + 2 };
  const start = lineStart(text, from);
  const end = to > from && text[to - 1] === '\n' ? to - 1 : to;
  const lines = text.slice(start, end).split('\n');
  const changed = lines.map((line) => (back ? line.replace(/^ {1,2}/, '') : UNIT + line));
  const first = (changed[0]?.length ?? 0) - (lines[0]?.length ?? 0);
  const whole = changed.join('\n');
  const grown = whole.length - (end - start);
  return {
    text: text.slice(0, start) + whole + text.slice(end),
    from: Math.max(start, from + first),
    to: Math.max(start, to + grown),
  };
}

/** A new line begins under the one before it, deeper after a colon, and beside the text of a list's dash. */
export function newLine({ text, from, to }: Typed): Typed {
  const line = text.slice(lineStart(text, from), from);
  const depth = /^ */.exec(line)?.[0] ?? '';
  const deeper = /:\s*$/.test(line) ? UNIT : '';
  const beside = /^ *- \S/.test(line) ? UNIT : '';
  const added = `\n${depth}${beside}${deeper}`;
  return { text: text.slice(0, from) + added + text.slice(to), from: from + added.length, to: from + added.length };
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Where line `line`, counted from 1, begins and ends. */
export function spanOfLine(text: string, line: number): { readonly from: number; readonly to: number } {
  let from = 0;
  for (let at = 1; at < line; at += 1) {
    const next = text.indexOf('\n', from);
    if (next < 0) break;
    from = next + 1;
  }
  const end = text.indexOf('\n', from);
  return { from, to: end < 0 ? text.length : end };
}
