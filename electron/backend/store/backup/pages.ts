import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { sha256Running } from '../../kit/hash';

/** SQLite's page of every file the console makes. A difference is told in these, whatever the page of the file is. */
export const PAGE = 4096;
const DIGEST = 16;

/** A short digest a page, in order: what a later file is held against. */
export function digestPages(path: string, onProgress: (page: number, total: number) => void): Buffer {
  const handle = openSync(path, 'r');
  try {
    const digests: Buffer[] = [];
    const page = Buffer.alloc(PAGE);
    for (let at = 0; ; at += PAGE) {
      const read = readSync(handle, page, 0, PAGE, at);
      if (read === 0) break;
      digests.push(digest(page.subarray(0, read)));
      if (digests.length % 1024 === 0) onProgress(digests.length, 0);
    }
    return Buffer.concat(digests);
  } finally {
    closeSync(handle);
  }
}

function digest(page: Buffer): Buffer {
  const hash = sha256Running();
  hash.update(page);
  return Buffer.from(hash.digest(), 'hex').subarray(0, DIGEST);
}

/** Numbers of the pages that are not as they were. */
export function changedPages(before: Buffer, after: Buffer): number[] {
  const changed: number[] = [];
  for (let at = 0; at < after.length; at += DIGEST) {
    if (!after.subarray(at, at + DIGEST).equals(before.subarray(at, at + DIGEST))) changed.push(at / DIGEST);
  }
  return changed;
}

export function pageCount(digests: Buffer): number {
  return digests.length / DIGEST;
}

/** The changed pages of a file as a stream: how many pages the file has, then each page behind its number. */
export function pageStream(path: string, numbers: readonly number[], total: number): Readable {
  function* pieces(): Generator<Buffer> {
    const handle = openSync(path, 'r');
    try {
      yield numberOf(total);
      for (const number of numbers) {
        const page = Buffer.alloc(PAGE);
        readSync(handle, page, 0, PAGE, number * PAGE);
        yield Buffer.concat([numberOf(number), page]);
      }
    } finally {
      closeSync(handle);
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}

function numberOf(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Writes such a stream over a copy of the file it was held against. */
export function pageSink(path: string): Writable {
  const handle = openSync(path, 'r+');
  let waiting = Buffer.alloc(0);
  let total: number | null = null;
  const take = (piece: Buffer): void => {
    waiting = Buffer.concat([waiting, piece]);
    if (total === null && waiting.length >= 4) {
      total = waiting.readUInt32BE(0);
      waiting = waiting.subarray(4);
    }
    while (total !== null && waiting.length >= PAGE + 4) {
      writeSync(handle, waiting, 4, PAGE, waiting.readUInt32BE(0) * PAGE);
      waiting = waiting.subarray(PAGE + 4);
    }
  };
  return new Writable({
    write(piece: Buffer, _, done) {
      try {
        take(piece);
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
    final(done) {
      if (total !== null) ftruncateSync(handle, total * PAGE);
      fsyncSync(handle);
      done(waiting.length === 0 && total !== null ? null : new Error('the difference is cut off'));
    },
    destroy(error, done) {
      closeSync(handle);
      done(error);
    },
  });
}
