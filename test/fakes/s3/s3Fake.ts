import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with the next request that it fits; each is used up once. */
export type BadDay = 'slow-down' | 'forbidden' | 'cut-body' | 'short-object' | 'silent';

export interface S3Fake {
  readonly endpoint: string;
  /** Stored objects by `bucket/key`. */
  readonly objects: Map<string, Buffer>;
  /** `METHOD bucket/key`, as they came. */
  readonly seen: string[];
  /** Bad days to come, in order. */
  readonly days: BadDay[];
  close(): Promise<void>;
}

const BUCKET = 'points';
/** Small, so that a list has several pages. */
const PAGE = 2;
const SIGNED =
  /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[a-z0-9-]+\/s3\/aws4_request, ?SignedHeaders=[a-z0-9;-]+, ?Signature=[0-9a-f]{64}$/;

/** A bucket on loopback that speaks S3's wire: PUT, GET, HEAD, LIST v2, DELETE, path style. It wants signed requests (SigV4). */
export async function startS3Fake(): Promise<S3Fake> {
  const objects = new Map<string, Buffer>();
  const seen: string[] = [];
  const days: BadDay[] = [];
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const [bucket = '', ...rest] = decodeURIComponent(url.pathname.slice(1)).split('/');
    const key = rest.join('/');
    seen.push(`${request.method} ${bucket}/${key}`);
    const body = await bodyOf(request);
    if (!SIGNED.test(request.headers.authorization ?? '') || request.headers['x-amz-date'] === undefined) {
      return refuse(response, 403, 'AccessDenied');
    }
    const day = days[0];
    if (day === 'slow-down' || day === 'forbidden' || day === 'silent') {
      days.shift();
      if (day === 'silent') return;
      return day === 'slow-down' ? refuse(response, 503, 'SlowDown') : refuse(response, 403, 'AccessDenied');
    }
    if (bucket !== BUCKET) return refuse(response, 404, 'NoSuchBucket');
    if (key === '' && request.method === 'GET') return list(url, response);
    return object(request.method ?? '', `${bucket}/${key}`, body, response);
  }

  function object(method: string, name: string, body: Buffer, response: ServerResponse): void {
    if (method === 'PUT') {
      const short = take('short-object');
      objects.set(name, short ? body.subarray(0, -1) : body);
      response.writeHead(200, { ETag: etag(body) }).end();
      return;
    }
    if (method === 'DELETE') {
      objects.delete(name);
      response.writeHead(204).end();
      return;
    }
    const found = objects.get(name);
    if (found === undefined) {
      refuse(response, 404, 'NoSuchKey', method === 'HEAD');
      return;
    }
    response.writeHead(200, { 'Content-Length': found.length, ETag: etag(found), 'Content-Type': 'application/octet-stream' });
    if (method === 'HEAD') response.end();
    else if (take('cut-body')) response.write(found.subarray(0, found.length / 2), () => response.destroy());
    else response.end(found);
  }

  function take(day: BadDay): boolean {
    if (days[0] !== day) return false;
    days.shift();
    return true;
  }

  function list(url: URL, response: ServerResponse): void {
    const front = `${BUCKET}/${url.searchParams.get('prefix') ?? ''}`;
    const after = url.searchParams.get('continuation-token') ?? '';
    const keys = [...objects.keys()].filter((key) => key.startsWith(front) && key > after).toSorted();
    const page = keys.slice(0, PAGE);
    const more = keys.length > page.length;
    const contents = page.map((key) => `<Contents><Key>${key.slice(BUCKET.length + 1)}</Key></Contents>`).join('');
    const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    response
      .writeHead(200, { 'Content-Type': 'application/xml' })
      .end(
        `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${BUCKET}</Name><IsTruncated>${more}</IsTruncated>${next}${contents}</ListBucketResult>`,
      );
  }

  await new Promise<void>((ready) => server.listen({ port: 0, host: '127.0.0.1' }, ready));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    seen,
    days,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const whole = Buffer.concat(pieces);
  return request.headers['content-encoding']?.includes('aws-chunked') === true ? unchunked(whole) : whole;
}

/** SigV4's streaming form: each chunk behind its length in hex. */
function unchunked(body: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at);
    const length = Number.parseInt(body.subarray(at, end).toString('latin1').split(';', 1)[0] ?? '', 16);
    if (!(length > 0)) return Buffer.concat(pieces);
    pieces.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}

function etag(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function refuse(response: ServerResponse, status: number, code: string, bare = false): void {
  response.writeHead(status, { 'Content-Type': 'application/xml' });
  response.end(bare ? undefined : `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}
