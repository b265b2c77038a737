import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, resolve, sep } from 'node:path';
import { contentSecurityPolicy, NONCE_PLACEHOLDER, SECURITY_HEADERS } from './headers';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};

export interface Statics {
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface StaticsOptions {
  /** Absolute folder of the built screens. */
  readonly root: string;
  readonly port: () => number;
  readonly nonce: () => string;
}

/** Serves the built screens: files below `root`, and index.html for every path of the console that is not a file. */
export function createStatics(options: StaticsOptions): Statics {
  return {
    async serve(request, response) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405, 'method not allowed');
      const path = safePath(options.root, request.url ?? '/');
      if (path === null) return plain(response, 400, 'bad path');
      const found = path === resolve(options.root) ? null : await fileSize(path);
      if (found !== null && extname(path) !== '.html') return sendFile(request, response, path, found);
      // A missing script must say so; sending the page in its place would only show as a syntax error.
      if (found === null && extname(path) !== '') return plain(response, 404, 'not found');
      return sendPage(options, request, response);
    },
  };
}

/** Absolute path below root, or null for anything that tries to leave it. Decoded once: what is still encoded is a name. */
export function safePath(root: string, url: string): string | null {
  const raw = url.split(/[?#]/, 1)[0] ?? '/';
  let decoded: string;
  try {
    decoded = decodeURIComponent(raw);
  } catch {
    return null;
  }
  if (!decoded.startsWith('/') || decoded.includes('\0') || decoded.includes('\\')) return null;
  if (decoded.split('/').some((part) => part === '..' || part.startsWith('.'))) return null;
  const base = resolve(root);
  const path = resolve(base, `.${decoded}`);
  return path === base || path.startsWith(base + sep) ? path : null;
}

async function fileSize(path: string): Promise<number | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG';
}

function sendFile(request: IncomingMessage, response: ServerResponse, path: string, size: number): Promise<void> {
  // Vite puts a digest of the content in the names below /assets, so those never change.
  const cache = /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
    'Content-Length': size,
    'Cache-Control': cache,
  });
  if (request.method === 'HEAD') {
    response.end();
    return Promise.resolve();
  }
  return new Promise((done) => {
    const file = createReadStream(path);
    file.on('error', () => response.destroy());
    response.on('close', () => {
      file.destroy();
      done();
    });
    file.pipe(response);
  });
}

async function sendPage(options: StaticsOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let page: string;
  try {
    page = await readFile(resolve(options.root, 'index.html'), 'utf8');
  } catch (error) {
    if (!isMissing(error)) throw error;
    return plain(response, 503, 'the screens are not built: run npm run build');
  }
  const nonce = options.nonce();
  const body = Buffer.from(page.replaceAll(NONCE_PLACEHOLDER, nonce));
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'Content-Type': TYPES['.html'],
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': contentSecurityPolicy(nonce, options.port()),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

export function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(text);
}
