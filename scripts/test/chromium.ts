import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { modulePath } from '../paths.ts';

export type Chromium = { readonly path: string; readonly from: string } | { readonly path: null; readonly why: string };

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
/** Folder and file names by platform, as Playwright unpacks its builds. */
const PLAYWRIGHT_BINARIES = [
  ['chrome-linux64', 'chrome'],
  ['chrome-linux', 'chrome'],
  ['chrome-headless-shell-linux64', 'chrome-headless-shell'],
  ['chrome-linux', 'headless_shell'],
  ['chrome-mac-arm64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
  ['chrome-win64', 'chrome.exe'],
];
const DOWNLOAD_TIMEOUT_MS = 120_000;
const APT_TIMEOUT_MS = 300_000;

type Env = Readonly<Record<string, string | undefined>>;

/** The browser of the end-to-end tests: the one that is named, the system's, or Playwright's. Null when there is none yet. */
export function findChromium(env: Env): Chromium | null {
  const named = env.SIRRIUS_CHROMIUM;
  if (named !== undefined && named !== '') {
    return starts(named)
      ? { path: named, from: 'SIRRIUS_CHROMIUM' }
      : { path: null, why: `SIRRIUS_CHROMIUM names ${named}, which cannot be run` };
  }
  const inPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const system = [...inPath, ...PLACES].find(starts);
  if (system !== undefined) return { path: system, from: 'the system' };
  const cached = playwrightBinaries(env).find(starts);
  return cached === undefined ? null : { path: cached, from: "Playwright's cache" };
}

/** Finds a Chromium or installs one, telling what it does. Never throws: without a browser the tests that need it are skipped by name. */
export function obtainChromium(env: Env, say: (text: string) => void): Chromium {
  const found = findChromium(env);
  if (found !== null) return found;
  say("No Chromium here: asking Playwright's download for one (at most 2 minutes).");
  const download = [modulePath('playwright-core', 'cli.js'), 'install', '--only-shell', '--no-progress', 'chromium'];
  runQuietly(process.execPath, download, DOWNLOAD_TIMEOUT_MS, { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000', ...env });
  const downloaded = findChromium(env);
  if (downloaded !== null) return downloaded;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return { path: null, why: 'no Chromium was found, its download failed, and only root can install the system package' };
  }
  say('That failed: installing the system package (apt-get install -y chromium).');
  const apt = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
  runQuietly('apt-get', ['update', '-q'], APT_TIMEOUT_MS, apt);
  const installed = runQuietly('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], APT_TIMEOUT_MS, apt);
  return (
    findChromium(env) ?? {
      path: null,
      why: `no Chromium was found, and neither its download nor apt-get gave one (${installed})`,
    }
  );
}

/** Runs a program and returns the last line it wrote, for the reason that is shown when all of it was in vain. */
function runQuietly(program: string, args: readonly string[], timeout: number, env: Env): string {
  const { stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', timeout, env, maxBuffer: 64 * 1024 * 1024 });
  if (error !== undefined) return error.message;
  return `${stdout}${stderr}`.trim().split('\n').at(-1) ?? '';
}

function playwrightBinaries(env: Env): string[] {
  const cache = env.PLAYWRIGHT_BROWSERS_PATH ?? defaultCache(env);
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium'))
    .sort()
    .reverse()
    .flatMap((name) => PLAYWRIGHT_BINARIES.map((parts) => join(cache, name, ...parts)));
}

function defaultCache(env: Env): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'ms-playwright');
  if (process.platform === 'win32') return join(env.LOCALAPPDATA ?? homedir(), 'ms-playwright');
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ms-playwright');
}

/** Present is not enough: a downloaded build on a bare machine lacks the libraries it needs. Windows' builds bring them. */
function starts(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  return process.platform === 'win32' || spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}
