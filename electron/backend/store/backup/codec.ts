import { createCipheriv, createDecipheriv } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { type Readable, Transform, type TransformCallback, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { argon2id } from 'hash-wasm';
import { sha256Running } from '../../kit/hash';
import { randomBytes } from '../../kit/random';

/** Why stored bytes cannot be used, by name; the words are in the contract of the backups. */
export class CodecFault extends Error {
  override readonly name = 'CodecFault';
  readonly code: 'DAMAGED' | 'PASSPHRASE' | 'PASSPHRASE_NEEDED';

  constructor(code: CodecFault['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** How a passphrase becomes a key (RFC 9106, second recommended option: 64 MiB, three passes). Written in every file's head. */
export interface KeyRecipe {
  readonly salt: string;
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** A key with the recipe that makes it again from the passphrase. Both in base64. */
export interface BackupKey {
  readonly recipe: KeyRecipe;
  readonly key: string;
}

/** RFC 9106, §4, for machines that cannot spare 2 GiB. */
export const RECIPE = { memoryKiB: 65_536, passes: 3, lanes: 4 } as const;

export async function makeKey(passphrase: string, recipe: KeyRecipe): Promise<BackupKey> {
  const key = await argon2id({
    password: passphrase.normalize('NFC'),
    salt: Buffer.from(recipe.salt, 'base64'),
    memorySize: recipe.memoryKiB,
    iterations: recipe.passes,
    parallelism: recipe.lanes,
    hashLength: 32,
    outputType: 'binary',
  });
  return { recipe, key: Buffer.from(key).toString('base64') };
}

const MAGIC = Buffer.from('SIRRIUSB');
const CHUNK = 1024 * 1024;
const TAG = 16;

interface Head {
  readonly version: 1;
  readonly recipe: KeyRecipe;
  readonly nonce: string;
}

export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

/** Packs a stream into a file that did not exist before, encrypted where there is a key; tells size and digest of the file. */
export async function pack(source: Readable, path: string, key: BackupKey | null, signal?: AbortSignal): Promise<Written> {
  const measure = measured();
  const file = createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true });
  const gzip = createGzip({ level: 6 });
  if (key === null) await pipeline(source, gzip, measure.through, file, { signal });
  else await pipeline(source, gzip, encrypting(key), measure.through, file, { signal });
  return measure.result();
}

/** Unpacks a file into a sink. A wrong digest, a cut end and a wrong passphrase are told apart. */
export async function unpack(
  path: string,
  expected: string | null,
  key: Unlock,
  sink: Writable,
  signal?: AbortSignal,
): Promise<void> {
  if (expected !== null && (await digestOf(path, signal)) !== expected) {
    throw new CodecFault('DAMAGED', `${path} is not what was stored`);
  }
  const head = await readHead(path);
  const input = createReadStream(path, { start: head === null ? 0 : head.length });
  try {
    if (head === null) await pipeline(input, createGunzip(), sink, { signal });
    else await pipeline(input, decrypting(await key(head.head.recipe), head), createGunzip(), sink, { signal });
  } catch (error) {
    throw error instanceof CodecFault || !isGzipFault(error) ? error : new CodecFault('DAMAGED', `${path}: ${String(error)}`);
  }
}

/** Gives the key for a file's recipe; throws CodecFault PASSPHRASE_NEEDED where there is none. */
export type Unlock = (recipe: KeyRecipe) => Promise<BackupKey>;

/** With the key at hand where it fits the file, else with the passphrase. */
export function unlockWith(key: BackupKey | null, passphrase: string | null): Unlock {
  return async (recipe) => {
    if (key !== null && key.recipe.salt === recipe.salt) return key;
    if (passphrase === null) throw new CodecFault('PASSPHRASE_NEEDED', 'the file is encrypted and no passphrase was given');
    return makeKey(passphrase, recipe);
  };
}

export async function digestOf(path: string, signal?: AbortSignal): Promise<string> {
  const hash = sha256Running();
  for await (const piece of createReadStream(path, { signal })) hash.update(piece as Buffer);
  return hash.digest();
}

function isGzipFault(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function measured(): { through: Transform; result: () => Written } {
  const hash = sha256Running();
  let bytes = 0;
  const through = new Transform({
    transform(piece: Buffer, _, done) {
      hash.update(piece);
      bytes += piece.length;
      done(null, piece);
    },
  });
  return { through, result: () => ({ bytes, sha256: hash.digest() }) };
}

/** Every chunk is sealed with its number and whether it is the last one: none can be swapped, left out or cut off. */
function encrypting({ recipe, key }: BackupKey): Transform {
  const nonce = Buffer.from(randomBytes(7));
  const head = Buffer.from(JSON.stringify({ version: 1, recipe, nonce: nonce.toString('base64') } satisfies Head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  const front = Buffer.concat([MAGIC, length, head]);
  const secret = Buffer.from(key, 'base64');
  const seal = (chunk: Buffer, index: number, last: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', secret, nonceOf(nonce, index, last)).setAAD(front);
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  };
  let begun = false;
  return chunked(CHUNK, (chunk, index, last) => {
    const sealed = seal(chunk, index, last);
    const out = begun ? sealed : Buffer.concat([front, sealed]);
    begun = true;
    return out;
  });
}

function decrypting({ key }: BackupKey, { front, head }: FileHead): Transform {
  const nonce = Buffer.from(head.nonce, 'base64');
  const secret = Buffer.from(key, 'base64');
  return chunked(CHUNK + TAG, (chunk, index, last) => {
    if (chunk.length < TAG) throw new CodecFault('DAMAGED', 'the file is cut off');
    const decipher = createDecipheriv('aes-256-gcm', secret, nonceOf(nonce, index, last)).setAAD(front);
    decipher.setAuthTag(chunk.subarray(chunk.length - TAG));
    try {
      return Buffer.concat([decipher.update(chunk.subarray(0, chunk.length - TAG)), decipher.final()]);
    } catch {
      // The very first chunk opens with the right key only; a later one that does not open was changed.
      throw new CodecFault(index === 0 ? 'PASSPHRASE' : 'DAMAGED', `chunk ${index} does not open`);
    }
  });
}

function nonceOf(prefix: Buffer, index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  prefix.copy(nonce);
  nonce.writeUInt32BE(index, 7);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

/** Hands a stream on in chunks of one size; the last may be shorter and is known as the last. */
function chunked(size: number, work: (chunk: Buffer, index: number, last: boolean) => Buffer): Transform {
  let waiting = Buffer.alloc(0);
  let index = 0;
  const attempt = (done: TransformCallback, step: () => void) => {
    try {
      step();
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return new Transform({
    transform(piece: Buffer, _, done) {
      attempt(done, () => {
        waiting = Buffer.concat([waiting, piece]);
        while (waiting.length > size) {
          this.push(work(waiting.subarray(0, size), index, false));
          waiting = waiting.subarray(size);
          index += 1;
        }
      });
    },
    flush(done) {
      attempt(done, () => this.push(work(waiting, index, true)));
    },
  });
}

interface FileHead {
  readonly head: Head;
  readonly front: Buffer;
  readonly length: number;
}

/** Null for a file that is not encrypted, which any tool can unpack. */
async function readHead(path: string): Promise<FileHead | null> {
  const start = await readStart(path, 4096);
  if (!start.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const length = start.readUInt32BE(MAGIC.length);
  const end = MAGIC.length + 4 + length;
  if (end > start.length) throw new CodecFault('DAMAGED', 'the head is cut off');
  const front = start.subarray(0, end);
  return { head: JSON.parse(front.subarray(MAGIC.length + 4).toString('utf8')) as Head, front, length: end };
}

async function readStart(path: string, count: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of createReadStream(path, { end: count - 1 })) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
