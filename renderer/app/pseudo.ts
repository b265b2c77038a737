type Words = Record<string, unknown>;

const ACCENTED: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', c: 'ç', n: 'ñ' };

/** Words 40 % longer and accented, placeholders untouched: what overflows with these would overflow in a wordier language. */
export function pseudo(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [key, typeof value === 'string' ? stretch(value) : pseudo(value as Words)]),
  );
}

function stretch(text: string): string {
  const accented = text
    .split(/(\{\{.*?\}\}|<[^>]+>)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[aeioucn]/g, (letter) => ACCENTED[letter] ?? letter)))
    .join('');
  return `⟦${accented}${'~'.repeat(Math.ceil(text.length * 0.4))}⟧`;
}
