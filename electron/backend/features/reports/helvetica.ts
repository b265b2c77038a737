/** Widths of the printable ASCII characters, from the space on, in thousandths of the size (Adobe's metrics of the standard fonts). */
const REGULAR =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584';
const BOLD =
  '278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584';

const WIDTHS = { regular: REGULAR.split(' ').map(Number), bold: BOLD.split(' ').map(Number) };
export type Weight = keyof typeof WIDTHS;

/** What lies outside Latin-1 in WinAnsi (PDF 32000-1, annex D), and its width. */
const SPECIAL: Readonly<Record<string, readonly [code: number, width: number]>> = {
  '€': [0x80, 556],
  '…': [0x85, 1000],
  '‘': [0x91, 222],
  '’': [0x92, 222],
  '“': [0x93, 333],
  '”': [0x94, 333],
  '•': [0x95, 350],
  '–': [0x96, 556],
  '—': [0x97, 1000],
  Œ: [0x8c, 1000],
  œ: [0x9c, 944],
};
/** Characters that WinAnsi lacks, by the nearest that it has. */
const NEAREST: Readonly<Record<string, string>> = { '\u202f': '\u00a0', '\u2009': '\u00a0', '\u2212': '–', '\u00ad': '', κ: 'k' };

const UNKNOWN = '?';

/** The text as the font can show it. */
export function shownText(text: string): string {
  return Array.from(text, (mark) => NEAREST[mark] ?? (mark.charCodeAt(0) < 256 || mark in SPECIAL ? mark : UNKNOWN)).join('');
}

/** WinAnsi codes of a shown text. */
export function codesOf(shown: string): number[] {
  return Array.from(shown, (mark) => SPECIAL[mark]?.[0] ?? mark.charCodeAt(0));
}

/** Width of a shown text in points. An accented letter is as wide as its plain one. */
export function widthOf(shown: string, size: number, weight: Weight): number {
  let sum = 0;
  for (const mark of shown) {
    const plain = mark === '\u00a0' ? ' ' : (mark.normalize('NFD')[0] ?? mark);
    sum += SPECIAL[mark]?.[1] ?? WIDTHS[weight][plain.charCodeAt(0) - 32] ?? 556;
  }
  return (sum * size) / 1000;
}

/** Lines no wider than `width`, broken at spaces; a word that is wider is broken where it must. */
export function wrapped(text: string, width: number, size: number, weight: Weight): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of shownText(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer, size, weight) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const mark of word) {
      if (line !== '' && widthOf(line + mark, size, weight) > width) {
        lines.push(line);
        line = '';
      }
      line += mark;
    }
  }
  return [...lines, line];
}
