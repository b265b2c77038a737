import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { modulePath } from '../paths.ts';
import { electronRuntime } from './electronRuntime.ts';

const DAY = 24 * 3_600_000;
const ARCHIVE = `electron-v45.0.0-${process.platform}-${process.arch}.zip`;
const runtimeZip = storedZip({ electron: '#!/bin/sh\necho electron\n', version: '45.0.0' });

let folder: string;
let packageDir: string;
let said: string[];
let now: number;
let asked: number;
let server: Server;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sirrius-runtime-'));
  packageDir = join(folder, 'node_modules', 'electron');
  mkdirSync(packageDir, { recursive: true });
  writeFileSync(join(packageDir, 'package.json'), JSON.stringify({ name: 'electron', version: '45.0.0' }));
  const sum = createHash('sha256').update(runtimeZip).digest('hex');
  writeFileSync(join(packageDir, 'checksums.json'), JSON.stringify({ [ARCHIVE]: sum }));
  // The vendor's own installer, with the packages it needs.
  copyFileSync(modulePath('electron', 'install.js'), join(packageDir, 'install.js'));
  for (const scope of ['@electron', '@electron-internal'])
    symlinkSync(modulePath(scope), join(folder, 'node_modules', scope), 'junction');
  said = [];
  now = 1_000_000;
  asked = 0;
  vi.stubEnv('electron_config_cache', join(folder, 'cache'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  server?.close();
});

/** A mirror on loopback, named the way `@electron/get` documents. */
async function mirror(answer: RequestListener): Promise<void> {
  server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

function runtime(beginWithinMs = 5000) {
  return electronRuntime({
    packageDir,
    memory: join(folder, 'memory', 'runtime.json'),
    now: () => now,
    say: (text) => said.push(text),
    beginWithinMs,
  });
}

describe('Electron’s runtime', () => {
  it('is used where it is installed, without a word to the network', async () => {
    mkdirSync(join(packageDir, 'dist'));
    writeFileSync(join(packageDir, 'path.txt'), 'electron');
    writeFileSync(join(packageDir, 'dist', 'electron'), '');
    expect(await runtime()).toEqual({ found: true, program: join(packageDir, 'dist', 'electron') });
  });

  it('may lie elsewhere', async () => {
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'electron'), '');
    chmodSync(join(elsewhere, 'electron'), 0o755);
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', elsewhere);
    expect(await runtime()).toEqual({ found: true, program: join(elsewhere, 'electron') });
  });

  const elsewhere = process.platform === 'linux' ? '' : ' (skipped: the stand-in runtime is for Linux)';
  it.skipIf(elsewhere !== '')(`is fetched with progress, checked and unpacked${elsewhere}`, async () => {
    await mirror((request, response) => {
      expect(request.url).toBe(`/v45.0.0/${ARCHIVE}`);
      response.writeHead(200, { 'Content-Length': runtimeZip.length }).end(runtimeZip);
    });
    expect(await runtime()).toEqual({ found: true, program: join(packageDir, 'dist', 'electron') });
    expect(readFileSync(join(packageDir, 'dist', 'electron'), 'utf8')).toContain('echo electron');
    expect(said.at(-1)).toMatch(/^Fetching Electron 45\.0\.0: 100 % of \d+ MB$/);
  });

  it('is refused when it is not what Electron published', async () => {
    await mirror((_request, response) => void response.end(Buffer.concat([runtimeZip, Buffer.from('more')])));
    expect(await runtime()).toMatchObject({ found: false });
    expect(existsSync(join(packageDir, 'dist'))).toBe(false);
  });

  it('is given up when its download does not begin, and not asked for again for a day', async () => {
    await mirror(() => undefined);
    const first = await runtime(50);
    expect(first).toEqual({
      found: false,
      why: "Electron's runtime is not installed and its download did not begin within 0.05 s",
    });
    now += DAY;
    expect(await runtime(50)).toMatchObject({ found: false, why: expect.stringContaining('remembered') });
    expect(asked).toBe(1);
    now += 1;
    await runtime(50);
    expect(asked).toBe(2);
  });

  it('is asked for although the last answer was cut off, or cannot be kept', async () => {
    await mirror((_request, response) => void response.writeHead(404).end());
    mkdirSync(join(folder, 'memory'));
    writeFileSync(join(folder, 'memory', 'runtime.json'), '{"version":"45.0');
    expect(await runtime()).toMatchObject({ found: false, why: expect.stringContaining('404') });
    rmSync(join(folder, 'memory'), { recursive: true });
    writeFileSync(join(folder, 'memory'), 'a file where the folder should be');
    expect(await runtime()).toMatchObject({ found: false, why: expect.stringContaining('404') });
    expect(said.at(-1)).toMatch(/could not be remembered/);
    expect(asked).toBe(2);
  });

  it('is asked for again after an update and after the clock was set back', async () => {
    await mirror((_request, response) => void response.writeHead(404).end());
    expect(await runtime()).toMatchObject({ found: false, why: expect.stringContaining('404') });
    now -= 1;
    await runtime();
    expect(asked).toBe(2);
    writeFileSync(join(packageDir, 'package.json'), JSON.stringify({ name: 'electron', version: '45.0.1' }));
    now += 10;
    await runtime();
    expect(asked).toBe(3);
  });
});

/** A ZIP archive whose entries are stored, not deflated (APPNOTE 4.3): enough for an installer, made without a tool. */
function storedZip(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((0o100755 << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, tail, path]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
