import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { TickBatch } from '../../../electron/backend/store/series';
import { type BenchRow, median } from '../bench';
import { inFolder, timed, withStore } from './folder';

const BATCHES = 21;
const ROWS = 10_000;
const NAME = 'Tick write, 10,000 trades a commit';

/** Ticks through the store against the same rows through the C API, in one run. */
export async function benchTickWrite(): Promise<BenchRow> {
  const ours = await withStore((store) => {
    const batches = Array.from({ length: BATCHES }, (_, batch) => ticks(batch));
    return median(batches.map((batch) => timed(() => store.series.appendTicks(batch))));
  });
  const theirs = await inFolder(cReference);
  const row = { name: NAME, value: ROWS / ours / 1e6, unit: 'M ticks/s' };
  if (typeof theirs === 'string') {
    return { ...row, reach: '≥ 1.2 M ticks/s', reached: row.value >= 1.2, note: theirs };
  }
  const ratio = theirs / ours;
  const note = `SQLite C API: ${(ROWS / theirs / 1e6).toFixed(2)} M ticks/s`;
  return { ...row, ratioTo: 'SQLite C API', ratio, reach: '≥ 0.6× of the SQLite C API', reached: ratio >= 0.6, note };
}

function ticks(batch: number): TickBatch {
  const column = (value: (at: number) => number): Float64Array => Float64Array.from({ length: ROWS }, (_, at) => value(at));
  return {
    source: 'simulation',
    instruments: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'],
    length: ROWS,
    instrument: Uint16Array.from({ length: ROWS }, (_, at) => at % 8),
    ts: column((at) => 1_700_000_000_000 + batch * ROWS + at),
    price: column((at) => 50_000 + (at % 1000) * 0.01),
    amount: column((at) => 0.001 * (1 + (at % 97))),
    tradeId: column((at) => 1_000_000 + batch * ROWS + at),
  };
}

/** Median seconds of a batch in C, or why there is none. */
function cReference(folder: string): number | string {
  const program = join(folder, 'tickWrite');
  const built = spawnSync('gcc', ['-O3', '-o', program, join(import.meta.dirname, 'tickWrite.c'), '-lsqlite3'], {
    encoding: 'utf8',
  });
  if (built.error) return 'no gcc on this machine';
  if (built.status !== 0) return 'the C API could not be built against (sqlite3.h or its library is absent)';
  const run = spawnSync(program, [join(folder, 'c.db'), String(BATCHES), String(ROWS)], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the C reference failed: ${run.stderr}`);
  return median(run.stdout.trim().split('\n').map(Number));
}
