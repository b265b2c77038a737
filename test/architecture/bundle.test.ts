import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuild } from '../../scripts/build/build.ts';
import { ROOT, sourceFiles } from './sourceFiles';

const INITIAL_LIMIT_KB = 250;
const built = (...path: string[]) => join(ROOT, 'dist', ...path);

const packed = (script: string) => gzipSync(readFileSync(built('renderer', 'assets', script)), { level: 9 }).length;

/** Scripts with all that they import themselves; what they fetch later is left out. */
function withImports(start: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const wait = [...start];
  for (let script = wait.pop(); script !== undefined; script = wait.pop()) {
    if (found.has(script)) continue;
    found.add(script);
    const code = readFileSync(built('renderer', 'assets', script), 'utf8');
    wait.push(...[...code.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)].map((match) => match[1] ?? ''));
  }
  return found;
}

beforeAll(async () => {
  expect(await ensureBuild(), 'the build').toBe(0);
}, 120_000);

describe('what a browser loads before it can draw', () => {
  it(`is at most ${INITIAL_LIMIT_KB} kB of script, compressed`, () => {
    const page = readFileSync(built('renderer', 'index.html'), 'utf8');
    const scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1] ?? '');
    expect(scripts.length).toBeGreaterThan(0);
    const bytes = scripts.reduce((sum, script) => sum + gzipSync(readFileSync(built('renderer', script))).length, 0);
    expect(bytes / 1000).toBeLessThanOrEqual(INITIAL_LIMIT_KB);
  });

  it(`is at most ${INITIAL_LIMIT_KB} kB with the market's screen and the words of one language`, () => {
    const page = readFileSync(built('renderer', 'index.html'), 'utf8');
    const entry = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map((match) => match[1] ?? '');
    const all = readdirSync(built('renderer', 'assets')).filter((name) => name.endsWith('.js'));
    const called = (name: string) => all.filter((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file));
    const screen = called('MarketScreen');
    expect(screen).toHaveLength(1);
    const scripts = withImports([...entry, ...screen]);
    expect(scripts.size).toBeGreaterThan(entry.length + 3);
    // One file a language: the longer one counts.
    const words = ['app', 'ui', 'market'].map((name) =>
      Math.max(
        ...called(name)
          .filter((file) => !scripts.has(file))
          .map(packed),
      ),
    );
    const bytes = [...[...scripts].map(packed), ...words].reduce((sum, size) => sum + size, 0);
    expect(words.every((size) => size > 0)).toBe(true);
    expect(bytes / 1000).toBeLessThanOrEqual(INITIAL_LIMIT_KB);
  });

  it('comes from nowhere else and runs nothing inline', () => {
    const page = readFileSync(built('renderer', 'index.html'), 'utf8');
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
  });
});

describe('what the backend carries', () => {
  it('is bundled: only Node and the native package are asked for at run time', () => {
    const wanted = sourceFiles('dist/backend/**/*.js').flatMap(({ text }) =>
      [...text.matchAll(/^(?:import\s[^;]*?from\s*|import\s*)"([^"]+)"/gm)].map((match) => match[1] ?? ''),
    );
    const outside = wanted.filter((name) => !name.startsWith('.') && !isBuiltin(name));
    expect([...new Set(outside)].filter((name) => name !== 'better-sqlite3')).toEqual([]);
  });
});

describe('what others wrote and we bundle', () => {
  it.each([
    ['renderer', '@fontsource-variable/inter', 'SIL OPEN FONT LICENSE'],
    ['renderer', 'lightweight-charts', 'Apache License'],
    ['backend', 'kysely', 'MIT License'],
  ])('comes with its licence: %s carries the one of %s', (side, name, words) => {
    const licences = readFileSync(built(side, 'licences.md'), 'utf8');
    const [, text = ''] = licences.split(`## ${name} - `);
    expect(text.split('\n## ')[0]).toContain(words);
  });
});
