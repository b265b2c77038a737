import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, sourceFiles } from './sourceFiles';

/** What is loaded before any screen. */
const FRAME = ['app', 'ui'];
const NAMESPACES = sourceFiles('resources/locales/fr/*.json').map(({ path }) => path.replace(/^.*\/|\.json$/g, ''));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** The file that a relative import of a source file means; null for styles and packages. */
function fileOf(from: string, name: string): string | null {
  const bare = join(dirname(from), name);
  return ['.ts', '.tsx'].map((end) => bare + end).find((path) => existsSync(join(ROOT, path))) ?? null;
}

/** The source files that come with `start`, followed through what it imports itself and what it fetches later. */
function filesWith(start: string): readonly string[] {
  const found = new Set<string>();
  const wait = [start];
  for (let path = wait.pop(); path !== undefined; path = wait.pop()) {
    if (found.has(path) || !path.startsWith('renderer/') || path.startsWith('renderer/app/')) continue;
    found.add(path);
    const names = [...read(path).matchAll(/(?:from |import\()'(\.[^']+)'/g)].map((match) => match[1] ?? '');
    wait.push(...names.flatMap((name) => fileOf(path as string, name) ?? []));
  }
  return [...found];
}

/** The namespaces a source file speaks from. */
function namespacesIn(text: string): readonly string[] {
  const opened = [...text.matchAll(/useTranslation\(([^)]*)\)/g)].flatMap((match) =>
    [...(match[1] ?? '').matchAll(/'(\w+)'/g)].map((name) => name[1] ?? ''),
  );
  const keys = [...text.matchAll(/['"`](\w+):[\w$]/g)].map((match) => match[1] ?? '');
  return [...opened, ...keys].filter((name) => NAMESPACES.includes(name));
}

const routes = read('renderer/app/routes.tsx');
const componentOf = (path: string) => {
  const at = routes.indexOf(`path: '${path}`);
  const name = /import\('([^']+)'\)/.exec(routes.slice(at))?.[1];
  if (at < 0 || name === undefined) throw new Error(`no route leads to ${path}`);
  return relative(ROOT, join(ROOT, fileOf('renderer/app/routes.tsx', name) ?? ''));
};

/** Screens that say which words they wait for. */
const declared = [
  ...read('renderer/app/screens.ts').matchAll(/\{\n {4}id: '(\w+)',\n {4}path: '([^']+)',[\s\S]*?\n {2}\}/g),
].flatMap(([text, id = '', path = '']) => {
  const words = /\n {4}words: \[([^\]]*)\]/.exec(text)?.[1];
  return words === undefined ? [] : [{ id, path, words: [...words.matchAll(/'(\w+)'/g)].map((match) => match[1] ?? '') }];
});

describe('a screen that does not wait for all words', () => {
  it('is one that the console opens on', () => {
    expect(declared.map(({ id }) => id)).toEqual(expect.arrayContaining(['today', 'market']));
  });

  it.each(declared)('has those of its own code: $id', ({ path, words }) => {
    const files = filesWith(componentOf(path));
    expect(files.length).toBeGreaterThan(3);
    const spoken = new Set(files.flatMap((file) => namespacesIn(read(file))));
    expect([...spoken].filter((name) => !FRAME.includes(name)).sort()).toEqual([...words].sort());
  });
});

describe('the frame', () => {
  it('says nothing before the words of all screens are there but its own words', () => {
    const frame = sourceFiles('renderer/app/**/*.{ts,tsx}').filter(
      ({ path }) => !/(?:commands|screens|badges|paletteEntries|\.test)\.tsx?$/.test(path),
    );
    const others = frame.flatMap(({ path, text }) =>
      [...text.matchAll(/(?:useTranslation\(|[^\w.]t\(|say\()\[?['`](\w+)(?=[:'`])/g)].flatMap(([, name = '']) =>
        NAMESPACES.includes(name) && !FRAME.includes(name) ? [`${path}: ${name}`] : [],
      ),
    );
    expect(others).toEqual([]);
  });
});
