import type { PickRequest, SaveRequest, ShellNotice } from '../../shared/base/shell';

/**
 * What a page sends is checked like anything from outside: a page that was made to run foreign code must not gain more than the
 * bridge promises. Each reader returns the value in its declared shape or throws.
 */
export class BadRequest extends Error {}

type Fields = Readonly<Record<string, unknown>>;

const URGENCIES: readonly unknown[] = ['info', 'attention', 'urgent'];
const LONGEST_TEXT = 2_000;
const LARGEST_FILE = 512 * 1024 * 1024;

export function readNotice(value: unknown): ShellNotice {
  const { id, title, body, urgency, link } = fields(value);
  if (!isText(id) || !isText(title) || !isText(body) || !URGENCIES.includes(urgency)) throw new BadRequest('not a notice');
  if (link !== null && !isText(link)) throw new BadRequest('not a notice');
  return { id, title, body, urgency: urgency as ShellNotice['urgency'], link };
}

export function readPickRequest(value: unknown): PickRequest {
  const { title, extensions, maxBytes } = fields(value);
  const named = Array.isArray(extensions) && extensions.every((extension) => /^[a-z0-9]{1,10}$/i.test(String(extension)));
  if (!isText(title) || !named || !isSize(maxBytes)) throw new BadRequest('not a request for a file');
  return { title, extensions: extensions.map(String), maxBytes };
}

export function readSaveRequest(value: unknown): SaveRequest {
  const { name, mime, bytes } = fields(value);
  if (!isText(name) || !isText(mime) || !(bytes instanceof ArrayBuffer)) throw new BadRequest('not a file to save');
  return { name, mime, bytes };
}

export function readText(value: unknown): string {
  if (!isText(value)) throw new BadRequest('not a text');
  return value;
}

function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new BadRequest('not an object');
  return value as Fields;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= LARGEST_FILE;
}
