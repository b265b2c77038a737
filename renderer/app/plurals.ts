type Words = { readonly [key: string]: unknown };

/**
 * French has a third plural, from a million on, which for our words is spelt like the second: it is filled in from `_other`
 * where a file does not bother to repeat it.
 */
export function withLargePlural(words: Words): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(words)) {
    filled[key] = typeof value === 'object' && value !== null ? withLargePlural(value as Words) : value;
    const many = key.replace(/_other$/, '_many');
    if (key.endsWith('_other') && !(many in words)) filled[many] = value;
  }
  return filled;
}
