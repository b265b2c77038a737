import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { ElectronApi } from './electronApi';
import { ORIGIN } from './security';

const SCHEME = 'app';
const HOST = 'console';
/** What index.html holds in the place of the nonce; exchanged for a fresh one on every delivery. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Before `ready`: pages come from `app://console`, a proper origin, and never from `file:`, which may read the whole disk. */
export function registerScheme({ protocol }: Pick<ElectronApi, 'protocol'>): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** After `ready`: serves the built screens of `root` and nothing beside them. */
export function serveScreens({ protocol }: Pick<ElectronApi, 'protocol'>, root: string): void {
  protocol.handle(SCHEME, (request) => answer(root, request));
}

async function answer(root: string, request: Pick<Request, 'method' | 'url'>): Promise<Response> {
  if (request.method !== 'GET') return plain(405, 'method not allowed');
  const path = screenFile(root, request.url);
  if (path === null) return plain(400, 'bad path');
  try {
    // Every path of the console that is not a file is the same page; a missing script must say so.
    return extname(path) === '' || path.endsWith('.html') ? await page(root) : await file(path);
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && (fault.code === 'ENOENT' || fault.code === 'EISDIR'))
      return plain(404, 'not found');
    throw fault;
  }
}

/** Absolute path below `root`, or null for another host and for anything that tries to leave it. */
export function screenFile(root: string, address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== `${SCHEME}:` || url.host !== HOST) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\') || decoded.split('/').some((part) => part.startsWith('.'))) return null;
  const base = resolve(root);
  const path = resolve(base, `.${decoded}`);
  return path === base || path.startsWith(base + sep) ? path : null;
}

async function page(root: string): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const text = await readFile(resolve(root, 'index.html'), 'utf8');
  const headers = { ...common('.html'), 'Content-Security-Policy': contentSecurityPolicy(nonce) };
  return new Response(text.replaceAll(NONCE_PLACEHOLDER, nonce), { headers });
}

async function file(path: string): Promise<Response> {
  return new Response(await readFile(path), { headers: common(extname(path)) });
}

/** Only our own files, no inline script, no connection at all: the desktop's way to the backend is a port. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src ${ORIGIN}`,
    `style-src ${ORIGIN} 'nonce-${nonce}'`,
    `img-src ${ORIGIN} data: blob:`,
    `font-src ${ORIGIN}`,
    `connect-src ${ORIGIN}`,
    `worker-src ${ORIGIN}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

function common(extension: string): Record<string, string> {
  return {
    'Content-Type': TYPES[extension] ?? 'application/octet-stream',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  };
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: common('.txt') });
}
