import { fileTypeFromBuffer } from 'file-type';
import { Refusal } from '../../../store/refusal';

export const MAX_EVIDENCE_BYTES = 25 * 1024 * 1024;

/** What may be evidence: pictures, documents and tables that a viewer shows without running anything. */
const BINARY = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/webp', 'webp'],
  ['application/pdf', 'pdf'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
]);
const TEXT = new Map([
  ['txt', 'text/plain'],
  ['log', 'text/plain'],
  ['csv', 'text/csv'],
  ['json', 'application/json'],
  ['md', 'text/markdown'],
]);
/** A text that a browser would take for a page or a picture with scripts, whatever it is called. */
const MARKUP = /^\s*(?:<\?xml|<!doctype|<html|<svg|<script|<[a-z!])/i;
const SNIFFED = 4096;

export interface Admitted {
  readonly name: string;
  readonly mime: string;
}

/**
 * Judges a file by what its bytes say, never by what it is called. Throws Refusal: TOO_LARGE, NAME_REFUSED, TYPE_REFUSED with
 * what was found.
 */
export async function admitFile(name: string, bytes: Uint8Array): Promise<Admitted> {
  if (bytes.length > MAX_EVIDENCE_BYTES) throw new Refusal('TOO_LARGE', { maxBytes: MAX_EVIDENCE_BYTES });
  const safe = safeName(name);
  const found = await fileTypeFromBuffer(bytes.subarray(0, Math.min(bytes.length, MAX_EVIDENCE_BYTES)));
  if (found !== undefined) {
    const extension = BINARY.get(found.mime);
    if (extension === undefined) throw new Refusal('TYPE_REFUSED', { found: found.mime });
    return { name: withExtension(safe, extension), mime: found.mime };
  }
  const extension = /\.([a-z0-9]+)$/i.exec(safe)?.[1]?.toLowerCase() ?? '';
  const mime = TEXT.get(extension);
  if (mime === undefined)
    throw new Refusal('TYPE_REFUSED', { found: extension === '' ? 'application/octet-stream' : `.${extension}` });
  if (!isText(bytes)) throw new Refusal('TYPE_REFUSED', { found: 'application/octet-stream' });
  return { name: safe, mime };
}

function isText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, SNIFFED);
  if (start.includes(0)) return false;
  try {
    const said = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !MARKUP.test(said.slice(0, SNIFFED));
  } catch {
    // Not UTF-8, so not a text that everybody reads the same: refused by the caller.
    return false;
  }
}

/** Names that Windows takes for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const FORBIDDEN = /[/\\\u0000-\u001f<>:"|?*\u202a-\u202e\u2066-\u2069]/;

/** The name, if it names a file and nothing but a file; throws Refusal NAME_REFUSED otherwise. Paths are refused, not repaired. */
export function safeName(name: string): string {
  const plain = name.normalize('NFC').trim();
  if (plain === '' || plain.length > 200 || plain.startsWith('.') || plain.endsWith('.')) throw new Refusal('NAME_REFUSED');
  if (FORBIDDEN.test(plain) || DEVICE.test(plain)) throw new Refusal('NAME_REFUSED');
  return plain;
}

/** `report.exe` that is a picture becomes `report.exe.png`: what opens it goes by the end. */
function withExtension(name: string, extension: string): string {
  const known = extension === 'jpg' ? /\.jpe?g$/i : new RegExp(`\\.${extension}$`, 'i');
  return known.test(name) ? name : `${name}.${extension}`;
}

/** Only addresses of the web, without a password in them. Throws Refusal NOT_A_LINK. */
export function admitLink(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new Refusal('NOT_A_LINK');
  }
  return url.href;
}
