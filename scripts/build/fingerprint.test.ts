import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFingerprint } from './fingerprint.ts';
import { takeLock } from './lock.ts';

const temporary = () => mkdtempSync(join(tmpdir(), 'sirrius-build-'));

describe('whether a build is still good', () => {
  const root = temporary();
  const file = join(root, 'shared', 'base', 'time.ts');
  mkdirSync(join(root, 'shared', 'base'), { recursive: true });
  writeFileSync(file, 'export const MINUTE = 60_000;');
  const before = sourceFingerprint(root);

  it('depends on contents, not on times', () => {
    utimesSync(file, 1, 1);
    expect(sourceFingerprint(root)).toBe(before);
    writeFileSync(file, 'export const MINUTE = 61_000;');
    expect(sourceFingerprint(root)).not.toBe(before);
    writeFileSync(file, 'export const MINUTE = 60_000;');
  });

  it('depends on names: a moved file is another program', () => {
    rmSync(file);
    writeFileSync(join(root, 'shared', 'base', 'clock.ts'), 'export const MINUTE = 60_000;');
    expect(sourceFingerprint(root)).not.toBe(before);
    rmSync(join(root, 'shared', 'base', 'clock.ts'));
    writeFileSync(file, 'export const MINUTE = 60_000;');
    expect(sourceFingerprint(root)).toBe(before);
  });

  it('of the backend alone does not depend on the screens', () => {
    const backend = sourceFingerprint(root, 'backend');
    mkdirSync(join(root, 'renderer'), { recursive: true });
    writeFileSync(join(root, 'renderer', 'App.tsx'), 'broken(');
    expect(sourceFingerprint(root, 'backend')).toBe(backend);
    expect(sourceFingerprint(root)).not.toBe(before);
    rmSync(join(root, 'renderer'), { recursive: true });
    writeFileSync(file, 'export const MINUTE = 61_000;');
    expect(sourceFingerprint(root, 'backend')).not.toBe(backend);
    writeFileSync(file, 'export const MINUTE = 60_000;');
  });

  it('does not depend on tests and documents', () => {
    writeFileSync(join(root, 'shared', 'base', 'time.test.ts'), 'it()');
    writeFileSync(join(root, 'shared', 'base', 'SPEC.md'), 'a law');
    expect(sourceFingerprint(root)).toBe(before);
  });
});

describe('the lock of a build', () => {
  it('lets one in at a time', async () => {
    const path = join(temporary(), 'cache', 'build.lock');
    const release = await takeLock(path);
    let second = false;
    const waiting = takeLock(path).then((free) => {
      second = true;
      free();
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(second).toBe(false);
    release();
    await waiting;
    expect(second).toBe(true);
  });

  it('is taken over from a process that is gone', async () => {
    const path = join(temporary(), 'build.lock');
    // Above the largest process id of Linux, macOS and Windows.
    writeFileSync(path, '99999999');
    const release = await takeLock(path);
    expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
    release();
  });
});
