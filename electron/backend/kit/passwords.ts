import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PasswordAnswer, PasswordQuestion } from './passwordWorker';
import { randomBytes } from './random';

/** Hashes passwords with argon2id, away from the event loop. */
export interface Passwords {
  /** PHC text: algorithm, parameters, salt and hash. */
  hash(password: string): Promise<string>;
  /** Whether the password is the one that was hashed; takes as long for `UNKNOWN_PASSWORD`, which no password fits. */
  verify(password: string, phc: string): Promise<boolean>;
  stop(): Promise<void>;
}

export interface PasswordCost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
}

/** Least parameters of argon2id with one lane (source: OWASP Password Storage Cheat Sheet, 2025). */
export const PASSWORD_COST: PasswordCost = { memory: 19_456, passes: 2 };
/** What an unknown account is compared with, so that the time taken does not tell who exists. */
export const UNKNOWN_PASSWORD = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const SALT_BYTES = 16;
/** As it lies in the sources, beside a built entry, and beside the folder of a built part. */
const PLACES = ['./passwordWorker.ts', './passwordWorker.js', '../passwordWorker.js'];

interface Waiting {
  readonly done: (value: string | boolean) => void;
  readonly failed: (error: Error) => void;
}

/** The worker starts with the first question and does not keep the process alive. */
export function createPasswords(cost: PasswordCost = PASSWORD_COST): Passwords {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let last = 0;

  const fail = (error: Error) => {
    worker = null;
    for (const { failed } of waiting.values()) failed(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(workerFile());
    started.unref();
    started.on('error', fail);
    started.on('message', (answer: PasswordAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('failed' in answer) asked?.failed(new Error(answer.failed));
      else asked?.done(answer.value);
      if (waiting.size === 0) started.unref();
    });
    return started;
  };
  type Question = PasswordQuestion extends infer Each ? (Each extends unknown ? Omit<Each, 'id'> : never) : never;
  const ask = (question: Question): Promise<string | boolean> => {
    worker ??= start();
    worker.ref();
    last += 1;
    const id = last;
    const answered = new Promise<string | boolean>((done, failed) => waiting.set(id, { done, failed }));
    worker.postMessage({ ...question, id });
    return answered;
  };

  return {
    hash: async (password) => String(await ask({ kind: 'hash', password, salt: randomBytes(SALT_BYTES), ...cost })),
    verify: async (password, phc) => (await ask({ kind: 'verify', password, phc })) === true,
    async stop() {
      const running = worker;
      fail(new Error('the passwords were stopped'));
      await running?.terminate();
    },
  };
}

function workerFile(): string {
  const paths = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`no password worker at ${paths.join(', ')}`);
  return found;
}
