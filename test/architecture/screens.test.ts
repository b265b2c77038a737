import { describe, expect, it } from 'vitest';
import { isTest, type SourceFile, sourceFiles } from './sourceFiles';

/** Where the tokens live; no colour is written anywhere else. */
const THEME = 'renderer/app/theme.ts';
const COLOUR = /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(\s*[\d.]/gi;
const NAMED =
  /(?:color|background|border[a-z-]*|fill|stroke)["']?\s*:\s*["']?(?:white|black|red|green|blue|orange|yellow|gr[ae]y|purple|pink)\b/gi;

function colours({ path, text }: SourceFile): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  return [...code.matchAll(COLOUR), ...code.matchAll(NAMED)].map(([found]) => `${path}: ${found}`);
}

describe('colours', () => {
  it('are tokens of the theme', () => {
    const files = sourceFiles('renderer/**/*.{ts,tsx,css,html}').filter((file) => file.path !== THEME && !isTest(file));
    expect(files.flatMap(colours)).toEqual([]);
  });

  it.each([
    'color: #fff;',
    "stroke: '#12ab34'",
    'background: rgb(1 2 3)',
    'fill: rgba(0, 0, 0, .5)',
    'color: white;',
    "{ color: 'red' }",
  ])('are noticed in: %s', (text) => {
    expect(colours({ path: 'x.css', text })).not.toEqual([]);
  });

  it.each([
    'color: var(--text);',
    'a[href="#top"] {}',
    '/* #fff */',
    'background: color-mix(in srgb, var(--a), var(--b));',
    "id: '#signal'",
  ])('are not seen in: %s', (text) => {
    expect(colours({ path: 'x.css', text })).toEqual([]);
  });
});

type Words = { readonly [key: string]: Words | string };

/** Paths of all texts; a plural's forms count as one key, since French has a form that English lacks. */
function keys(words: Words, prefix = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) => {
    if (typeof value !== 'string') return keys(value, `${prefix}${key}.`);
    return [`${prefix}${key.replace(/_(zero|one|two|few|many|other)$/, '_*')}`];
  });
}

function texts(words: Words): string[] {
  return Object.values(words).flatMap((value) => (typeof value === 'string' ? [value] : texts(value)));
}

describe('words', () => {
  const read = (language: string) =>
    new Map(
      sourceFiles(`resources/locales/${language}/*.json`).map(({ path, text }) => [
        path.split('/').at(-1) ?? path,
        JSON.parse(text) as Words,
      ]),
    );
  const [french, english] = [read('fr'), read('en')];

  it('come in the same files in both languages', () => {
    expect([...english.keys()]).toEqual([...french.keys()]);
  });

  it.each([...french.keys()])('have the same keys in both languages: %s', (name) => {
    const sorted = (words: Words | undefined) => [...new Set(keys(words ?? {}))].sort();
    expect(sorted(english.get(name))).toEqual(sorted(french.get(name)));
  });

  it('are never empty', () => {
    expect([...french.values(), ...english.values()].flatMap(texts).filter((text) => text.trim() === '')).toEqual([]);
  });
});
