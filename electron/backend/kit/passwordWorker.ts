import { parentPort } from 'node:worker_threads';
import { argon2id, argon2Verify } from 'hash-wasm';

/** One question of `passwords.ts`. */
export type PasswordQuestion =
  | {
      readonly id: number;
      readonly kind: 'hash';
      readonly password: string;
      readonly salt: Uint8Array;
      readonly memory: number;
      readonly passes: number;
    }
  | { readonly id: number; readonly kind: 'verify'; readonly password: string; readonly phc: string };

export type PasswordAnswer =
  | { readonly id: number; readonly value: string | boolean }
  | { readonly id: number; readonly failed: string };

const HASH_BYTES = 32;

function answer(question: PasswordQuestion): Promise<string | boolean> {
  const { password } = question;
  if (question.kind === 'verify') return argon2Verify({ password, hash: question.phc });
  const { salt, memory, passes } = question;
  return argon2id({
    password,
    salt,
    memorySize: memory,
    iterations: passes,
    parallelism: 1,
    hashLength: HASH_BYTES,
    outputType: 'encoded',
  });
}

// Questions are answered in turn: several at once would only multiply the memory.
let turn = Promise.resolve();
parentPort?.on('message', (question: PasswordQuestion) => {
  turn = turn.then(async () => {
    try {
      parentPort?.postMessage({ id: question.id, value: await answer(question) } satisfies PasswordAnswer);
    } catch (error) {
      parentPort?.postMessage({ id: question.id, failed: String(error) } satisfies PasswordAnswer);
    }
  });
});
