import { diffLines, diffWordsWithSpace } from 'diff';

/** A stretch of a line; `marked` is what the other side does not have. */
export interface DiffPart {
  readonly text: string;
  readonly marked: boolean;
}

export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  /** Line numbers in the old and the new text; null where the line is not there. */
  readonly before: number | null;
  readonly after: number | null;
  readonly parts: readonly DiffPart[];
}

/** Lines to be read, or so many equal ones passed over. */
export type DiffBlock =
  | { readonly kind: 'lines'; readonly lines: readonly DiffLine[] }
  | { readonly kind: 'gap'; readonly count: number; readonly lines: readonly DiffLine[] };

/** Equal lines shown around a change. */
const CONTEXT = 3;

/** Two texts line by line, and changed lines word by word. */
export function diffOf(before: string, after: string): readonly DiffLine[] {
  const changes = diffLines(before, after);
  return numbered(
    changes.flatMap((change, index) => {
      const texts = linesOf(change.value);
      const [last, next] = [changes[index - 1], changes[index + 1]];
      if (change.removed) return texts.map((text, at) => removed(text, next?.added ? linesOf(next.value)[at] : undefined));
      if (change.added) return texts.map((text, at) => added(text, last?.removed ? linesOf(last.value)[at] : undefined));
      return texts.map((text): Line => ({ kind: 'same', parts: plain(text) }));
    }),
  );
}

type Line = Pick<DiffLine, 'kind' | 'parts'>;

const removed = (text: string, other: string | undefined): Line => ({
  kind: 'removed',
  parts: other === undefined ? plain(text) : wordParts(text, other, 'removed'),
});
const added = (text: string, other: string | undefined): Line => ({
  kind: 'added',
  parts: other === undefined ? plain(text) : wordParts(other, text, 'added'),
});

function numbered(lines: readonly Line[]): readonly DiffLine[] {
  let [before, after] = [0, 0];
  return lines.map((line) => ({
    ...line,
    before: line.kind === 'added' ? null : ++before,
    after: line.kind === 'removed' ? null : ++after,
  }));
}

const plain = (text: string): readonly DiffPart[] => [{ text, marked: false }];

function linesOf(value: string): readonly string[] {
  const lines = value.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Below this share of common text two lines have nothing to do with each other, and marks inside them would only confuse. */
const ALIKE = 0.3;

function wordParts(old: string, fresh: string, side: 'removed' | 'added'): readonly DiffPart[] {
  const words = diffWordsWithSpace(old, fresh);
  const common = words.filter((word) => !word.added && !word.removed).reduce((sum, word) => sum + word.value.trim().length, 0);
  if (common < ALIKE * Math.max(old.trim().length, fresh.trim().length))
    return [{ text: side === 'removed' ? old : fresh, marked: true }];
  return words
    .filter((word) => word[side] || (!word.added && !word.removed))
    .map((word) => ({ text: word.value, marked: word[side] }));
}

/** Long equal stretches folded, so that a change of one line in five hundred is one screen. */
export function folded(lines: readonly DiffLine[]): readonly DiffBlock[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some((line) => line.kind !== 'same'),
  );
  const blocks: DiffBlock[] = [];
  let start = 0;
  for (let at = 1; at <= lines.length; at += 1) {
    if (at < lines.length && near[at] === near[start]) continue;
    const part = lines.slice(start, at);
    blocks.push(near[start] === true ? { kind: 'lines', lines: part } : { kind: 'gap', count: part.length, lines: part });
    start = at;
  }
  return lines.length === 0 ? [] : blocks;
}

export interface DiffCount {
  readonly added: number;
  readonly removed: number;
}

export function countOf(lines: readonly DiffLine[]): DiffCount {
  const of = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length;
  return { added: of('added'), removed: of('removed') };
}
