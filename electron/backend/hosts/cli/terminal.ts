import { readFileSync } from 'node:fs';
import { systemClock } from '../../kit/clock';

/** What a terminal command may touch, so that tests can run it without a process. */
export interface Terminal {
  /** Writes text to stdout; resolves when the reader keeps up, false once nobody reads any more. */
  out(text: string): Promise<boolean>;
  /** Writes one line to stderr. */
  problem(line: string): void;
  /** Whole content of a file named by a person. Throws as node:fs does. */
  read(file: string): Uint8Array;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Epoch ms. */
  now(): number;
}

/** The process's own terminal. A reader that goes away (`| head`) is no error. */
export function processTerminal(): Terminal {
  let readable = true;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    readable = false;
  });
  const clock = systemClock();
  return {
    out: (text) =>
      new Promise((done) => {
        if (!readable) done(false);
        else process.stdout.write(text, (error) => done(!error && readable));
      }),
    problem: (line) => void process.stderr.write(`${line}\n`),
    read: (file) => readFileSync(file),
    env: process.env,
    now: () => clock.now(),
  };
}
