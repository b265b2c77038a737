import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';

function program(path: string, exitCode = 0): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\nexit ${exitCode}\n`);
  chmodSync(path, 0o755);
  return path;
}

const elsewhere = process.platform === 'win32' ? ' (skipped: the stand-ins for browsers are shell scripts)' : '';

describe.skipIf(elsewhere !== '')(`the Chromium of the end-to-end tests${elsewhere}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-chromium-'));
  const bare = { PATH: join(folder, 'nothing'), PLAYWRIGHT_BROWSERS_PATH: join(folder, 'no-cache') };

  it('is the one that is named, and its absence is said', () => {
    const named = program(join(folder, 'mine'));
    expect(findChromium({ ...bare, SIRRIUS_CHROMIUM: named })).toEqual({ path: named, from: 'SIRRIUS_CHROMIUM' });
    expect(findChromium({ ...bare, SIRRIUS_CHROMIUM: '/gone' })).toMatchObject({
      path: null,
      why: expect.stringContaining('/gone'),
    });
  });

  it('is the system’s, then Playwright’s newest', () => {
    const system = program(join(folder, 'bin', 'chromium'));
    const cache = join(folder, 'cache');
    program(join(cache, 'chromium_headless_shell-1100', 'chrome-headless-shell-linux64', 'chrome-headless-shell'));
    const newest = program(join(cache, 'chromium_headless_shell-1200', 'chrome-headless-shell-linux64', 'chrome-headless-shell'));
    expect(findChromium({ PATH: join(folder, 'bin'), PLAYWRIGHT_BROWSERS_PATH: cache })).toEqual({
      path: system,
      from: 'the system',
    });
    expect(findChromium({ ...bare, PLAYWRIGHT_BROWSERS_PATH: cache })).toEqual({ path: newest, from: "Playwright's cache" });
  });

  it('has to start: a build without the libraries it needs is none', () => {
    program(join(folder, 'broken', 'chromium'), 127);
    expect(findChromium({ ...bare, PATH: join(folder, 'broken') })).toBeNull();
    expect(findChromium({ ...bare, SIRRIUS_CHROMIUM: '' })).toBeNull();
  });
});
