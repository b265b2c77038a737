import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuild } from './build/build.ts';
import { CACHE, DIST, modulePath, ROOT } from './paths.ts';
import { callersFolder, follow, run } from './run.ts';
import { addressWatcher, openBrowser } from './start/browser.ts';
import { findDesktop, hasDisplay } from './start/desktop.ts';
import { electronRuntime } from './start/electronRuntime.ts';
import { BadUsage, parseStartFlags, type StartFlags } from './start/flags.ts';

const say = (text: string) => void process.stderr.write(`${text}\n`);
const machine = { platform: process.platform, env: process.env, userId: process.getuid?.() };

/** What a shell reports for a program that could not be loaded, such as one whose libraries are missing. */
const NOT_STARTED = 127;

function runtime() {
  return electronRuntime({
    packageDir: modulePath('electron'),
    memory: join(CACHE, 'electron-runtime.json'),
    now: Date.now,
    say,
    beginWithinMs: 5000,
  });
}

/** Left to itself the heap of young objects grows to 128 MB with the first fetch of history and stays there; small, its collections are short too. */
const YOUNG_HEAP = '--max-semi-space-size=8';

function serveBrowserConsole(flags: StartFlags): Promise<number> {
  const host = spawn(process.execPath, [YOUNG_HEAP, join(DIST, 'backend', 'web.js'), ...flags.backend], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const watch = addressWatcher((address) => {
    if (flags.open && hasDisplay(machine)) openBrowser(address, say);
  });
  host.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    process.stdout.write(chunk);
    watch(chunk);
  });
  return follow(host);
}

async function main(): Promise<number> {
  const flags = parseStartFlags(process.argv.slice(2), callersFolder());
  const built = await ensureBuild();
  if (built !== 0) return built;
  if (flags.web) return serveBrowserConsole(flags);
  const desktop = await findDesktop(machine, runtime);
  if (desktop.possible) {
    const code = await run(desktop.program, [ROOT, ...flags.backend]);
    if (code !== NOT_STARTED) return code;
    say('Serving the browser console: the desktop app could not be started.');
  } else {
    say(`Serving the browser console: ${desktop.why}.`);
  }
  return serveBrowserConsole(flags);
}

try {
  process.exitCode = await main();
} catch (fault) {
  if (!(fault instanceof BadUsage)) throw fault;
  say(fault.message);
  process.exitCode = 2;
}
