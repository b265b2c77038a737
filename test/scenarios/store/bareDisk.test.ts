import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { columnsOfRows } from '../../../electron/backend/store/candleColumns';
import { aChild, plainUser } from '../../builders/child';
import { aFolder, aStore } from '../../builders/store';

const WRITER = join(import.meta.dirname, 'writer.child.ts');
const VERIFY = join(import.meta.dirname, 'verify.child.ts');
const isRoot = process.getuid?.() === 0;
const closed = plainUser === null ? ' (skipped: root may do everything, and only root may read this folder)' : '';
const unowned = isRoot ? closed : ' (skipped: only root can give files away)';

it.skipIf(plainUser === null)(
  `says what to do when the directory may not be written, and changes nothing in it${closed}`,
  async () => {
    const dataDir = aFolder();
    const { store } = await aStore({ dataDir });
    store.commands.run({ actor: 'anna', action: 'test.do', input: {} }, () => 0);
    store.close();
    const before = readFileSync(join(dataDir, 'console.db'));
    chmodSync(dataDir, 0o555);
    const child = await aChild(WRITER, [dataDir], plainUser ?? {}).ended();
    chmodSync(dataDir, 0o700);
    expect(child.problems).toBe('');
    expect(child.code).toBe(3);
    expect(child.out).toContain('refused READ_ONLY');
    expect(child.out).toContain('--data-dir');
    expect(readFileSync(join(dataDir, 'console.db')).equals(before)).toBe(true);
  },
);

it.skipIf(plainUser === null)(`reads a closed directory that may not be written${closed}`, async () => {
  const dataDir = aFolder();
  const { store } = await aStore({ dataDir });
  store.commands.run({ actor: 'anna', action: 'test.do', input: {} }, () => 0);
  store.close();
  for (const name of ['console.db', 'market.db', 'anchors.ndjson']) chmodSync(join(dataDir, name), 0o444);
  chmodSync(dataDir, 0o555);
  const child = await aChild(VERIFY, ['--data-dir', dataDir], plainUser ?? {}).ended();
  chmodSync(dataDir, 0o700);
  expect(child).toMatchObject({ code: 0, problems: '', out: expect.stringContaining('audit: 1 rows hold') });
});

it.skipIf(unowned !== '')(`says the same of files that belong to somebody else${unowned}`, async () => {
  const dataDir = aFolder();
  const { store } = await aStore({ dataDir });
  store.close();
  const { uid = 0 } = plainUser ?? {};
  chownSync(dataDir, uid, uid);
  const child = await aChild(WRITER, [dataDir], { uid }).ended();
  expect(child.problems).toBe('');
  expect(child.out).toContain('refused READ_ONLY');
});

const mountable = canMount();
const unmounted = mountable ? '' : ' (skipped: no file system of its own can be mounted here)';

describe.skipIf(!mountable)(`a disk that is really full${unmounted}`, () => {
  it('gives up ticks and the reserved room, keeps candles, and refuses commands with a sentence', async () => {
    const disk = aDisk(80);
    const { store, dataDir } = await aStore({ dataDir: join(disk, 'data') });
    expect(existsSync(join(dataDir, 'reserve.bin'))).toBe(true);
    store.series.appendTicks(ticks(20_000));
    fill(join(disk, 'filler'));
    let stored = 0;
    const full: number[] = [];
    store.series.onDiskFull((dropped) => full.push(dropped));
    while (full.length === 0) {
      store.series.appendCandles('simulation', 'X', '1m', candles(stored));
      stored += 500;
    }
    expect(full).toEqual([20_000]);
    expect(store.series.readCandles('simulation', 'X', '1m').ts).toHaveLength(stored);

    fill(join(disk, 'filler2'));
    const large = (): number =>
      store.commands.run({ actor: 'anna', action: 'settings.set', input: {} }, (tx) =>
        tx.run(tx.db.insertInto('settings').values({ key: 'k', value_json: 'x'.repeat(3_000_000), updated_at: tx.at })),
      );
    expect(large).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
    rmSync(join(disk, 'filler'));
    expect(large(), 'with room again it goes on').toBe(1);
  });
});

function canMount(): boolean {
  if (!isRoot || process.platform !== 'linux') return false;
  const probe = mkdtempSync(join(tmpdir(), 'sirrius-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe], { stdio: 'ignore' });
    return true;
  } catch {
    // Whatever the reason, the suite is then skipped by its name.
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

function aDisk(megabytes: number): string {
  const folder = aFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}

/** Writes until nothing more fits. */
function fill(path: string): void {
  for (const size of [1 << 20, 1 << 12]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
}

function ticks(count: number) {
  const column = Float64Array.from({ length: count }, (_, at) => at);
  const instrument = new Uint16Array(count);
  return {
    source: 'simulation',
    instruments: ['X'],
    length: count,
    instrument,
    ts: column,
    price: column,
    amount: column,
    tradeId: column,
  };
}

function candles(from: number) {
  return columnsOfRows(Array.from({ length: 500 }, (_, at) => [(from + at) * 60_000, 1, 2, 0.5, 1.5, 3, 0, null, null]));
}
