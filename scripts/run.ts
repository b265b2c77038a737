import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The exit code a shell would report: the child's own, or 128 + the signal that ended it. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  if (code !== null) return code;
  return signal === null ? 1 : 128 + constants.signals[signal];
}

/** Where the operator stands: npm moves to the project's folder, relative paths on the command line do not. */
export function callersFolder(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

const LOOK_FOR_PARENT_MS = 200;

/**
 * Acts once when npm has gone. It hands a signal to its shell, which dies of it without passing it on: the only sign that
 * reaches us is another parent. Started without npm, we may well outlive whoever started us. Returns how to stop looking.
 */
function whenNpmIsGone(act: () => void): () => void {
  if (process.env.npm_lifecycle_event === undefined) return () => undefined;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    act();
  }, LOOK_FOR_PARENT_MS);
  return () => clearInterval(look);
}

/** Resolves with the child's exit code; a program that cannot be started is 127, as a shell says. Signals sent to us reach the child. */
export function follow(child: ChildProcess): Promise<number> {
  const forward = (signal: NodeJS.Signals) => {
    // A terminal has sent its Ctrl+C to the child too; twice would read as "now, without saving".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  const stopLooking = whenNpmIsGone(() => void child.kill('SIGTERM'));
  return new Promise((resolve) => {
    const end = (code: number) => {
      for (const signal of FORWARDED) process.off(signal, forward);
      stopLooking();
      resolve(code);
    };
    child.once('error', (fault) => {
      process.stderr.write(`${fault.message}\n`);
      end(127);
    });
    child.once('close', (code, signal) => end(exitCodeOf(code, signal)));
  });
}

/** Runs a program with our own standard streams unless `options` say otherwise. */
export function run(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return follow(spawn(program, args, { stdio: 'inherit', ...options }));
}
