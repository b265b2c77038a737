import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BarColumns } from '../../../shared/features/signals/indicators/indicator';

/** The project's folder is where the bench is started: the bundled bench no longer lies beside its C source. */
const SOURCE = resolve('test/bench/indicators/indicators.c');

export interface Measured {
  readonly nsPerBar: number;
  /** Last value of each output of the last instrument: proof that both sides computed the same thing. */
  readonly last: readonly number[];
}

interface Reference {
  measure(): Measured;
  dispose(): void;
}

/** Compiles the C loop and gives it the same bars; null where there is no C compiler. The caller disposes of it. */
export function cReference(instruments: readonly BarColumns[], mode: 'chunk' | 'live', rounds: number): Reference | null {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-bench-'));
  const dispose = () => rmSync(folder, { recursive: true, force: true });
  const program = join(folder, 'indicators');
  if (!compiled(program)) {
    dispose();
    return null;
  }
  const data = join(folder, 'bars.bin');
  writeFileSync(data, packed(instruments));
  const bars = instruments[0]?.ts.length ?? 0;
  const call = [data, String(instruments.length), String(bars), mode, String(rounds)];
  const measure = () => {
    const [nsPerBar = Number.NaN, ...last] = execFileSync(program, call, { encoding: 'utf8' }).trim().split(' ').map(Number);
    return { nsPerBar, last };
  };
  return { measure, dispose };
}

function compiled(program: string): boolean {
  try {
    execFileSync('gcc', ['-O3', '-o', program, SOURCE, '-lm'], { stdio: ['ignore', 'ignore', 'pipe'] });
    return true;
  } catch (error) {
    // No compiler is a circumstance, told in the row's note; a source that does not compile is a fault.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

function packed(instruments: readonly BarColumns[]): Buffer {
  const parts = instruments.flatMap(({ high, low, close }) => [high, low, close]);
  return Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
}
