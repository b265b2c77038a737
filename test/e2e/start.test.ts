import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuild } from '../../scripts/build/build.ts';
import { plainUser } from '../builders/child';

/** `npm start` as an operator types it: the script in a process of its own, and what it prints. */
let folder: string;
let started: ChildProcess | null = null;

const root = process.getuid?.() === 0;
const elsewhere = process.platform === 'linux' ? '' : ' (skipped: its stand-ins for programs are for Linux)';

beforeAll(async () => {
  expect(await ensureBuild(), 'the build').toBe(0);
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sirrius-start-'));
  chmodSync(folder, 0o777);
});

afterEach(() => {
  started?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | null>;
  readonly child: ChildProcess;
}

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}, user: { readonly uid?: number } = {}): Run {
  return follow(process.execPath, ['scripts/start.ts', ...args], env, user);
}

function follow(
  program: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  user: { readonly uid?: number },
): Run {
  const surroundings = { ...process.env, INIT_CWD: folder, DISPLAY: '', WAYLAND_DISPLAY: '', ...env };
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env: surroundings, ...user });
  started = child;
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.err += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { out: () => text.out, err: () => text.err, ended, child };
}

/** Resolves when the host has said where it serves; rejects when it ends first. */
function serving({ child, ended, out, err }: Run): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const address = /^Sirrius Console: (\S+)$/m.exec(out())?.[1];
      if (address !== undefined) resolve(address);
    });
    ended.then((code) => reject(new Error(`ended with ${code}: ${err()}`)));
  });
}

const quiet = (...more: string[]) => ['--no-open', '--port', '0', '--data-dir', 'data', '--feed', 'simulation', ...more];

describe('npm start', () => {
  it('serves the browser console where there is no display, says why in one line, and ends cleanly when it is asked to', async () => {
    const run = start(quiet());
    const address = await serving(run);
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=\S+$/);
    expect((await fetch(address)).status).toBe(200);
    expect(run.err().trim()).toMatch(/^Serving the browser console: this machine has no display\.$/);
    expect(run.out().trim().split('\n'), 'one line on stdout').toHaveLength(1);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it.skipIf(elsewhere !== '')(`ends cleanly with npm, whose shell passes no signal on${elsewhere}`, async () => {
    const words = ['-c', '"$0" "$@"; exit $?', process.execPath, 'scripts/start.ts', ...quiet('--web')];
    const run = follow('sh', words, { npm_lifecycle_event: 'start' }, {});
    await serving(run);
    expect(existsSync(join(folder, 'data', 'console.db-wal'))).toBe(true);
    run.child.kill('SIGTERM');
    // Its streams close when the last process that holds them has ended.
    await run.ended;
    expect(existsSync(join(folder, 'data', 'console.db-wal')), 'the log was written into the database').toBe(false);
  });

  it('says nothing of the desktop app when the browser console was asked for', async () => {
    const run = start(quiet('--web'));
    await serving(run);
    expect(run.err()).toBe('');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });

  it.each([
    [['--colour', 'blue'], /--colour/],
    [['--port', 'many'], /--port takes/],
    [['--feed', 'absent.csv', '--instrument', 'BTCUSDT'], /--feed takes/],
  ])('refuses %j with one line and exit code 2', async (args, sentence) => {
    const run = start(args);
    expect(await run.ended).toBe(2);
    expect(run.out()).toBe('');
    expect(run.err()).toMatch(sentence);
    expect(run.err().trim().split('\n')).toHaveLength(1);
  });

  it('forwards the exit code and the sentence of a console that cannot run', async () => {
    writeFileSync(join(folder, 'data'), 'a file where the data directory should be');
    const run = start(quiet('--web'));
    expect(await run.ended).toBeGreaterThan(0);
    expect(run.err().trim()).not.toBe('');
    expect(run.err(), 'a sentence, not a trace').not.toMatch(/\n\s+at /);
  });
});

/** As root the desktop app is not opened. */
const closed = plainUser === null ? ' (skipped: root does not open the desktop app, and only root may read this folder)' : '';

describe.skipIf(elsewhere !== '')(`npm start at a desk${elsewhere}`, () => {
  /** Stands in for the vendor's runtime: it writes down how it was called. */
  function runtime(exitCode: number): Readonly<Record<string, string>> {
    const program = join(folder, 'electron');
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > '${join(folder, 'called')}'\nexit ${exitCode}\n`);
    chmodSync(program, 0o755);
    return { DISPLAY: ':99', ELECTRON_OVERRIDE_DIST_PATH: folder };
  }

  it.skipIf(plainUser === null)(`opens the desktop app and ends as it ends${closed}`, async () => {
    const run = start(quiet(), runtime(7), plainUser ?? {});
    expect(await run.ended).toBe(7);
    const [app, ...flags] = readFileSync(join(folder, 'called'), 'utf8').trim().split('\n');
    expect(app).toBe(process.cwd());
    expect(flags).toEqual(['--port', '0', '--data-dir', join(folder, 'data'), '--feed', 'simulation']);
  });

  it.skipIf(plainUser === null)(`serves the browser console when the runtime cannot be loaded${closed}`, async () => {
    const run = start(quiet(), runtime(127), plainUser ?? {});
    await serving(run);
    expect(run.err()).toContain('could not be started');
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it.skipIf(!root)(`serves the browser console for root${root ? '' : ' (skipped: this user is not root)'}`, async () => {
    const run = start(quiet(), runtime(0));
    await serving(run);
    expect(run.err()).toContain('root');
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });

  it('opens the browser on the address unless it is told not to', async () => {
    const browser = join(folder, 'xdg-open');
    writeFileSync(
      browser,
      `#!/bin/sh\nprintf '%s' "$1" > '${join(folder, 'opened.new')}'\nmv '${join(folder, 'opened.new')}' '${join(folder, 'opened')}'\n`,
    );
    chmodSync(browser, 0o755);
    const run = start(['--web', ...quiet().slice(1)], { DISPLAY: ':99', PATH: `${folder}:${process.env.PATH}` });
    const address = await serving(run);
    await expect
      .poll(() => readFileSync(join(folder, 'opened'), { encoding: 'utf8', flag: 'a+' }), { timeout: 10_000 })
      .toBe(address);
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
  });
});
