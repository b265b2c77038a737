import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartFlags {
  readonly web: boolean;
  readonly open: boolean;
  /** What the backend reads, whichever program it runs in. */
  readonly backend: readonly string[];
}

export class BadUsage extends Error {}

const OPTIONS = {
  web: { type: 'boolean' },
  'no-open': { type: 'boolean' },
  port: { type: 'string' },
  'data-dir': { type: 'string' },
  feed: { type: 'string' },
  instrument: { type: 'string' },
  speed: { type: 'string' },
} as const;

const FOR_BACKEND = ['port', 'data-dir', 'feed', 'instrument', 'speed'] as const;

/**
 * Reads the command line of `npm start`; relative paths are taken from `folder` and handed on absolute.
 * Throws BadUsage with one line that names the flag and what it takes.
 */
export function parseStartFlags(args: readonly string[], folder: string): StartFlags {
  const values = parse(args);
  refuse('port', values.port, isPort, 'a number from 0 (any free port) to 65535');
  refuse('data-dir', values['data-dir'], (value) => value.trim() !== '', 'a directory');
  const fromFile = values.feed !== undefined && values.feed !== 'live' && values.feed !== 'simulation';
  if (fromFile) values.feed = resolve(folder, values.feed ?? '');
  if (values['data-dir'] !== undefined) values['data-dir'] = resolve(folder, values['data-dir']);
  refuse('feed', values.feed, (value) => !fromFile || isReadableFile(value), 'live, simulation or a file that can be read');
  refuse('instrument', values.instrument, (value) => /^[A-Za-z0-9._/-]{1,32}$/.test(value), 'an instrument such as BTCUSDT');
  refuse('speed', values.speed, isSpeed, 'a number from 1 to 1000');
  if (fromFile && values.instrument === undefined) throw new BadUsage('--feed FILE also needs --instrument ID');
  for (const flag of ['instrument', 'speed'] as const) {
    if (!fromFile && values[flag] !== undefined) throw new BadUsage(`--${flag} only goes with --feed FILE`);
  }
  return {
    web: values.web ?? false,
    open: !(values['no-open'] ?? false),
    backend: FOR_BACKEND.flatMap((flag) => (values[flag] === undefined ? [] : [`--${flag}`, values[flag]])),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (fault) {
    // Node's sentence is right in its first part; the rest advises on syntax nobody asked about.
    throw new BadUsage((fault instanceof Error ? fault.message : String(fault)).split(/\. |\n/, 1)[0]);
  }
}

function refuse(flag: string, value: string | undefined, valid: (value: string) => boolean, takes: string): void {
  if (value !== undefined && !valid(value)) throw new BadUsage(`--${flag} takes ${takes}, not "${value}"`);
}

function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
}

function isSpeed(value: string): boolean {
  return /^\d{1,4}(\.\d+)?$/.test(value) && Number(value) >= 1 && Number(value) <= 1000;
}

function isReadableFile(value: string): boolean {
  try {
    accessSync(value, constants.R_OK);
    return statSync(value).isFile();
  } catch {
    return false;
  }
}
