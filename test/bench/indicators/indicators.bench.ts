import { walkingBars } from '../../builders/bars';
import type { BenchRow } from '../bench';
import { median } from '../bench';
import type { Measured } from './reference';
import { cReference } from './reference';
import { CHUNK, kernels, tradingSignals } from './workloads';

const ROUNDS = 9;
const INNER = 5;
/** Calls before the first measurement: the kernels are to be compiled for good by then, as they are after a minute of any replay. */
const WARM = 4;
const NO_COMPILER = 'no gcc on this machine: the C loop could not be compiled';

/**
 * Indicator speed: our kernels against the same loop in C -O3 and against the `trading-signals` package, in turns. The desk's
 * instruments lie in one set of columns on both sides, so that memory layout is no part of what is compared.
 */
export async function bench(): Promise<BenchRow[]> {
  const tape = walkingBars(100 * CHUNK, 11);
  const desk = Array.from({ length: 500 }, (_, k) => walkingBars(400, k + 1));
  return [
    againstC('Indicator set, backtest chunks of 1,024', [tape], 'chunk', 0.5),
    againstPackage(tape),
    againstC('Indicator set, live, 500 instruments one candle at a time', desk, 'live', 0.3),
  ];
}

function againstC(name: string, instruments: Parameters<typeof kernels>[0], mode: 'chunk' | 'live', reach: number): BenchRow {
  const ours = kernels(instruments, mode, INNER);
  const reference = cReference(instruments, mode, INNER);
  const words = `≥ ${reach}× of C -O3`;
  if (reference === null) {
    for (let warm = 0; warm < WARM; warm++) ours();
    return { name, value: ours().nsPerBar, unit: 'ns a bar', ratioTo: 'C -O3', reach: words, reached: null, note: NO_COMPILER };
  }
  try {
    for (let warm = 0; warm < WARM; warm++) ours();
    const pairs = Array.from({ length: ROUNDS }, () => ({ mine: ours(), other: reference.measure() }));
    for (const { mine, other } of pairs) expectSame(mine, other);
    return row(name, pairs, 'C -O3', words, reach);
  } finally {
    reference.dispose();
  }
}

function againstPackage(tape: Parameters<typeof tradingSignals>[0]): BenchRow {
  const ours = kernels([tape], 'chunk', INNER);
  const other = tradingSignals(tape);
  for (let warm = 0; warm < WARM; warm++) ours();
  other();
  const pairs = Array.from({ length: ROUNDS }, () => ({ mine: ours(), other: other() }));
  for (const pair of pairs) expectSame({ ...pair.mine, last: pair.mine.last.slice(0, 2) }, pair.other);
  return row('Indicator set, backtest chunks, against trading-signals', pairs, 'trading-signals', '≥ 30× of trading-signals', 30);
}

function row(
  name: string,
  pairs: readonly { mine: Measured; other: Measured }[],
  ratioTo: string,
  reach: string,
  least: number,
): BenchRow {
  const ratio = median(pairs.map(({ mine, other }) => other.nsPerBar / mine.nsPerBar));
  const value = median(pairs.map(({ mine }) => mine.nsPerBar));
  const theirs = median(pairs.map(({ other }) => other.nsPerBar));
  return {
    name,
    value,
    unit: 'ns a bar',
    ratioTo,
    ratio,
    reach,
    reached: ratio >= least,
    note: `${ratioTo}: ${theirs.toFixed(1)} ns a bar`,
  };
}

/** A faster loop that computes something else proves nothing. Throws where the last values differ by more than a millionth. */
function expectSame(mine: Measured, other: Measured): void {
  if (mine.last.length !== other.last.length) throw new Error('both sides must compute the same number of outputs');
  mine.last.forEach((value, k) => {
    const theirs = other.last[k] ?? Number.NaN;
    const same = Math.abs(value - theirs) <= 1e-6 * Math.max(1, Math.abs(theirs));
    if (!same) throw new Error(`output ${k} differs: ${value} against ${theirs}`);
  });
}
