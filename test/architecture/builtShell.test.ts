import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuild } from '../../scripts/build/build.ts';
import { electronDouble, WindowDouble } from '../electron/double';
import { ROOT } from './sourceFiles';

/** The built files in Node's own module system, with the double where Electron's runtime would put its module. */
const require = createRequire(import.meta.url);
const MODULE = require.resolve('electron');
const built = (...path: string[]) => join(ROOT, 'dist', ...path);

function asked(file: string): string[] {
  const names = [...readFileSync(file, 'utf8').matchAll(/\brequire\(["']([^"']+)["']\)/g)].map((match) => match[1] ?? '');
  return [...new Set(names)].sort();
}

beforeAll(async () => {
  expect(await ensureBuild(), 'the build').toBe(0);
});

afterAll(() => {
  delete require.cache[MODULE];
});

describe('the built shell', () => {
  it('finds its pages, its bridge, its icon and its backend where they are packaged', async () => {
    const electron = electronDouble();
    electron.facts.userData = mkdtempSync(join(tmpdir(), 'sirrius-built-'));
    require.cache[MODULE] = { exports: electron.api } as NodeJS.Module;
    require(built('main', 'main.cjs'));
    await expect.poll(() => WindowDouble.created.length).toBe(1);
    const [window] = WindowDouble.created;
    const [backend] = electron.children;
    for (const path of [window?.options.webPreferences?.preload, window?.options.icon, backend?.entry]) {
      expect(existsSync(String(path)), String(path)).toBe(true);
    }
    const page = await electron.seen.served.get('app')?.(new Request('app://console/market'));
    expect(await page?.text()).toContain('<div id="root">');
    expect(electron.seen.errors).toEqual([]);
  });

  it('asks for nothing that the package does not carry', () => {
    expect(asked(built('main', 'main.cjs')).filter((name) => name !== 'electron' && !name.startsWith('node:'))).toEqual([]);
  });

  it('has a bridge of one file that asks for Electron alone: a sandboxed one may load nothing else', () => {
    expect(readdirSync(built('preload')).sort()).toEqual(['preload.cjs', 'preload.cjs.map']);
    expect(asked(built('preload', 'preload.cjs'))).toEqual(['electron']);
  });
});
