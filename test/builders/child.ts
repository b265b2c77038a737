import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';

export interface ChildResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly problems: string;
}

export interface Child {
  readonly process: ChildProcess;
  /** Resolves with the first line of stdout that starts with `word`. Rejects when the child ends first. */
  line(word: string): Promise<string>;
  ended(): Promise<ChildResult>;
}

/**
 * Whom a test of rights acts as. Rights mean nothing to root, which is nobody then; null where that user may not even read
 * this project (a folder under `/root`), and such tests are skipped by name.
 */
export const plainUser: { readonly uid?: number } | null = findPlainUser();

function findPlainUser(): { readonly uid?: number } | null {
  if (process.getuid?.() !== 0) return {};
  const nobody = { uid: 65_534 };
  return spawnSync(process.execPath, ['-e', ''], nobody).status === 0 ? nobody : null;
}

/** Runs one of the project's sources in a process of its own, which is killed with the test at the latest. */
export function aChild(source: string, args: readonly string[], options: { readonly uid?: number } = {}): Child {
  const flags = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'];
  const hooks = ['--import', pathToFileURL(join(import.meta.dirname, 'sources.mjs')).href];
  const child = spawn(process.execPath, [...flags, ...hooks, source, ...args], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let problems = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (problems += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    child.emit('text');
  });
  const ended = new Promise<ChildResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, out, problems }));
  });
  const line = async (word: string): Promise<string> => {
    const found = (): string | undefined =>
      out
        .split('\n')
        .slice(0, -1)
        .find((text) => text.startsWith(word));
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const text = found();
        if (text === undefined) return;
        child.off('text', look);
        resolve(text);
      };
      child.on('text', look);
      look();
      void ended.then((end) => reject(new Error(`the child ended without saying ${word}: ${JSON.stringify(end)}`)));
    });
  };
  return { process: child, line, ended: () => ended };
}
