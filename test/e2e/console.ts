import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { signOwnerIn } from '../builders/operators';
import { importOf } from './aheadOfTime';

/** The web host as a user starts it: its own process, its own data directory, a real port. */
export interface RunningConsole {
  /** Where the console is, with the secret of a session in which the owner is signed in; for `openPage`. */
  readonly url: string;
  /** The link that it printed: opens a session in which nobody is signed in. */
  readonly link: string;
  readonly secret: string;
  readonly port: number;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** Everything it wrote to stderr so far: shown when a test fails. */
  readonly stderr: () => string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface ConsoleOptions {
  readonly dataDir?: string;
  /** From `signOwnerIn`, where that must not be part of what is measured. */
  readonly secret?: string;
  readonly port?: number;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** How far its clock runs before the machine's, ms. */
  readonly aheadMs?: number;
}

const READY = /^Sirrius Console: (http:\/\/127\.0\.0\.1:(\d+)\/#token=\S+)$/;
const START_LIMIT_MS = 30_000;

/** Starts the built web host and waits for its one line. Rejects with its stderr when it ends or stays silent. */
export async function startConsole(options: ConsoleOptions = {}): Promise<RunningConsole> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'sirrius-e2e-'));
  const secret = options.secret ?? (await signOwnerIn(dataDir));
  const args = [
    'dist/backend/web.js',
    '--no-open',
    '--port',
    String(options.port ?? 0),
    '--data-dir',
    dataDir,
    ...(options.args ?? []),
  ];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...(options.aheadMs === undefined ? {} : { NODE_OPTIONS: importOf(options.aheadMs) }),
      ...options.env,
    },
  });
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const link = await firstLine(child, ended, errors);
  return {
    link,
    secret,
    url: new URL(`/#session=${secret}`, link).href,
    port: Number(READY.exec(`Sirrius Console: ${link}`)?.[2]),
    dataDir,
    process: child,
    stderr: () => errors.join(''),
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}

function firstLine(child: ChildProcess, ended: Promise<number | null>, errors: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`the web host ${what}\n${errors.join('')}`));
    const limit = setTimeout(() => fail('printed no address in time'), START_LIMIT_MS);
    if (child.stdout === null) throw new Error('stdout is piped');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = READY.exec(line);
      if (match?.[1] === undefined) return;
      clearTimeout(limit);
      resolve(match[1]);
    });
    ended.then((code) => {
      clearTimeout(limit);
      fail(`ended with ${code}`);
    });
  });
}

export function removeDataDir(running: RunningConsole): void {
  rmSync(running.dataDir, { recursive: true, force: true });
}
