/** Lower case without accents: `Santé` and `sante` are the same word to the palette. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/**
 * How well `query` is found in `text`: its letters in order, more for runs and for starts of words; null when not found.
 * Blanks in the query separate words that may stand in any order.
 */
export function fuzzyScore(query: string, text: string): number | null {
  const haystack = plain(text);
  let total = 0;
  for (const word of plain(query).split(/\s+/).filter(Boolean)) {
    const score = wordScore(word, haystack);
    if (score === null) return null;
    total += score;
  }
  return total - haystack.length / 1_000;
}

function wordScore(word: string, haystack: string): number | null {
  const whole = haystack.indexOf(word);
  if (whole >= 0) return word.length * 3 + (startsWord(haystack, whole) ? 4 : 0);
  let score = 0;
  let from = 0;
  for (const letter of word) {
    const at = haystack.indexOf(letter, from);
    if (at < 0) return null;
    score += (at === from && from > 0 ? 2 : 0.5) + (startsWord(haystack, at) ? 1 : 0);
    from = at + 1;
  }
  return score;
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
}
