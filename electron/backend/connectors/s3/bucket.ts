import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Backoff } from '../../kit/backoff';
import type { Clock } from '../../kit/clock';
import type { Random } from '../../kit/random';

export interface BucketOptions {
  /** Empty for Amazon's own; else any service that speaks S3. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly accessKey: string;
  readonly secret: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly times?: Partial<BucketTimes>;
}

export interface BucketTimes {
  readonly connectMs: number;
  /** Without a byte for so long a request is over. */
  readonly silentMs: number;
  readonly attempts: number;
  readonly firstWaitMs: number;
}

/** A large point on a slow line takes long; only silence ends it. */
const TIMES: BucketTimes = { connectMs: 10_000, silentMs: 60_000, attempts: 4, firstWaitMs: 1_000 };

export type BucketProblem = 'UNREACHABLE' | 'FORBIDDEN' | 'MISSING' | 'DAMAGED' | 'SLOW_DOWN';

export class BucketFault extends Error {
  override readonly name = 'BucketFault';
  readonly code: BucketProblem;

  constructor(code: BucketProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface Bucket {
  readonly kind: 's3';
  put(name: string, path: string): Promise<void>;
  get(name: string, path: string): Promise<void>;
  list(): Promise<string[]>;
  remove(name: string): Promise<void>;
  probe(): Promise<void>;
}

/** Files in a bucket. The client's own retries are off: what is tried again, and how long waited, is decided here. */
export function s3Bucket(options: BucketOptions): Bucket {
  const times = { ...TIMES, ...options.times };
  const client = clientOf(options, times);
  const { bucket: Bucket, prefix } = options;
  const keyOf = (name: string) => `${prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`}${name}`;
  const patient = <T>(work: () => Promise<T>) => retried(work, options, times);

  const list = async () => {
    const names: string[] = [];
    let token: string | undefined;
    const front = keyOf('');
    do {
      const asked = { Bucket, Prefix: front, ...(token === undefined ? {} : { ContinuationToken: token }) };
      const page = await patient(() => client.send(new ListObjectsV2Command(asked)));
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) names.push(Key.slice(front.length));
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
    return names;
  };

  return {
    kind: 's3',
    list,
    put: (name, path) =>
      patient(async () => {
        const { size } = await stat(path);
        const Body = createReadStream(path);
        try {
          await client.send(new PutObjectCommand({ Bucket, Key: keyOf(name), Body, ContentLength: size }));
        } finally {
          Body.destroy();
        }
        const head = await client.send(new HeadObjectCommand({ Bucket, Key: keyOf(name) }));
        if (head.ContentLength !== size) throw new BucketFault('DAMAGED', `${name} has ${head.ContentLength} bytes, not ${size}`);
      }),
    get: (name, path) =>
      patient(async () => {
        try {
          const got = await client.send(new GetObjectCommand({ Bucket, Key: keyOf(name) }));
          if (!(got.Body instanceof Readable)) throw new BucketFault('UNREACHABLE', 'an answer without a body');
          await pipeline(got.Body, createWriteStream(path, { mode: 0o600 }));
          const { size } = await stat(path);
          if (got.ContentLength !== undefined && size !== got.ContentLength) throw new BucketFault('UNREACHABLE', 'cut off');
        } catch (error) {
          await rm(path, { force: true });
          throw error;
        }
      }),
    remove: (name) =>
      patient(async () => {
        await client.send(new DeleteObjectCommand({ Bucket, Key: keyOf(name) }));
      }),
    async probe() {
      await patient(() => client.send(new ListObjectsV2Command({ Bucket, Prefix: keyOf(''), MaxKeys: 1 })));
    },
  };
}

const nothing = (): void => undefined;
const SILENT = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

function clientOf(options: BucketOptions, times: BucketTimes): S3Client {
  return new S3Client({
    region: options.region,
    credentials: { accessKeyId: options.accessKey, secretAccessKey: options.secret },
    // Its own retries are off.
    maxAttempts: 1,
    // Services other than Amazon's refuse checksums they do not know; ours is compared after every restore anyway.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: times.connectMs, socketTimeout: times.silentMs },
    // What it would print is told by the fault.
    logger: SILENT,
    ...(options.endpoint === '' ? {} : { endpoint: options.endpoint, forcePathStyle: true }),
  });
}

/** Tries again what may pass by itself; a refusal and a missing file are told at once. */
async function retried<T>(work: () => Promise<T>, { clock, random }: BucketOptions, times: BucketTimes): Promise<T> {
  const backoff = new Backoff({ baseMs: times.firstWaitMs, capMs: 30_000 }, random);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const fault = explained(error);
      const passing = fault.code === 'SLOW_DOWN' || fault.code === 'UNREACHABLE';
      if (!passing || attempt >= times.attempts) throw fault;
      await new Promise<void>((done) => void clock.setTimeout(done, backoff.next()));
    }
  }
}

function explained(error: unknown): BucketFault {
  if (error instanceof BucketFault) return error;
  return new BucketFault(problemOf(error), String(error), { cause: error });
}

function problemOf(error: unknown): BucketProblem {
  if (!(error instanceof S3ServiceException)) return 'UNREACHABLE';
  const status = error.$metadata.httpStatusCode;
  if (status === 401 || status === 403) return 'FORBIDDEN';
  if (status === 404) return 'MISSING';
  if (status === 400 && error.name === 'BadDigest') return 'DAMAGED';
  return status === 503 || status === 429 ? 'SLOW_DOWN' : 'UNREACHABLE';
}
