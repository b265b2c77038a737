import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { openBackend } from '../../../electron/backend/compose';
import { createSeat } from '../../../electron/backend/features/signals/seat';
import { TIMEFRAMES } from '../../../shared/base/time';
import { unknownInstrument } from '../../../shared/features/market/unknownInstrument';
import { STRATEGIES } from '../../../shared/features/signals/strategies/registry';
import { walkingBars } from '../../builders/bars';
import type { BenchRow } from '../bench';

const INSTRUMENTS = 50;
/** What a first start fetches of history: ten days. */
const MINUTES = 14_400;
/** As the desk hands stored candles on while it catches up. */
const PIECE = 1000;
const LIMIT_MB = 200;
const MEGABYTE = 1024 * 1024;

/** What a backend holds with fifty instruments on six timeframes, measured in a process that has nothing else. */
export async function bench(): Promise<readonly BenchRow[]> {
  const told = execFileSync(process.execPath, ['--expose-gc', resolve('out/bench/memory.js'), 'resident'], { encoding: 'utf8' });
  const { before, after } = JSON.parse(told.trim().split('\n').at(-1) ?? '') as { before: number; after: number };
  return [
    {
      name: `backend modules with the kernels of ${INSTRUMENTS} instruments × ${TIMEFRAMES.length} timeframes`,
      value: after,
      unit: 'MB resident',
      reach: `≤ ${LIMIT_MB} MB`,
      reached: after <= LIMIT_MB,
      note: `${before.toFixed(0)} MB before the kernels were made; warmed with ${MINUTES.toLocaleString('en')} minutes each; no database open, no feed`,
    },
  ];
}

/** Seats as the desk makes them, each fed as stored candles are. */
function hold(): void {
  // Loaded as the backend has it: its code is part of what is resident.
  if (typeof openBackend !== 'function') throw new Error('the backend is not loaded');
  const before = resident();
  const options = {
    ...{ source: 'simulation', baseTimeframe: '1m', timeframes: TIMEFRAMES, strategies: STRATEGIES },
    ...{ calendar: () => null, scorer: () => null, hold: () => null },
  } as Parameters<typeof createSeat>[0];
  const none = new Float64Array(MINUTES).fill(Number.NaN);
  const seats = Array.from({ length: INSTRUMENTS }, (_, index) => {
    const seat = createSeat(options, unknownInstrument(`BENCH${index}USDT`));
    const candles = { ...walkingBars(MINUTES, index + 1), quality: new Float64Array(MINUTES), bid: none, ask: none };
    for (let from = 0; from < MINUTES; from += PIECE) {
      seat.kernel.push(candles, from, Math.min(MINUTES, from + PIECE));
      // Committed, as the desk does after each piece.
      seat.events.length = 0;
    }
    return seat;
  });
  const after = resident();
  if (seats.length !== INSTRUMENTS) throw new Error('a seat was lost');
  console.log(JSON.stringify({ before, after }));
}

function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss() / MEGABYTE;
}

if (process.argv[2] === 'resident') hold();
