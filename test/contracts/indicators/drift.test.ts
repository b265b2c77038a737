import { expect, it } from 'vitest';
import { bollinger } from '../../../shared/features/signals/indicators/bollinger/bollinger';
import { donchian } from '../../../shared/features/signals/indicators/donchian/donchian';
import type { BarColumns, Indicator } from '../../../shared/features/signals/indicators/indicator';
import { sma } from '../../../shared/features/signals/indicators/sma/sma';
import { volumeZScore } from '../../../shared/features/signals/indicators/volumeZScore/volumeZScore';
import { vwap } from '../../../shared/features/signals/indicators/vwap/vwap';
import { runIndicator, walkingBars } from '../../builders/bars';

const LENGTH = 100_000;

/** A long walk with, every thousand bars, a spike of a hundred times the price and then thirty bars that stand still. */
function hardBars(): BarColumns {
  const bars = walkingBars(LENGTH, 3);
  for (let at = 1000; at + 31 < LENGTH; at += 1000) {
    bars.close[at] = (bars.close[at] as number) * 100;
    bars.high[at] = bars.close[at] as number;
    bars.close.fill(bars.open[at] as number, at + 1, at + 31);
  }
  return bars;
}

const BARS = hardBars();
const SAMPLES = Array.from({ length: 4000 }, (_, k) => LENGTH - 1 - k);

function deviation(window: Float64Array): { mean: number; deviation: number } {
  const mean = window.reduce((sum, value) => sum + value, 0) / window.length;
  const squares = window.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / window.length) };
}

function expectNear(indicator: Indicator, output: number, afresh: (i: number) => number, scale: (i: number) => number): void {
  const values = runIndicator(indicator, BARS)[output] ?? new Float64Array();
  let worst = 0;
  for (const i of SAMPLES) worst = Math.max(worst, Math.abs((values[i] as number) - afresh(i)) / scale(i));
  expect(worst, `${indicator.name}.${indicator.outputs[output]} against its window computed afresh`).toBeLessThan(1e-9);
}

const price = (i: number) => BARS.open[i] as number;
const closes = (i: number, period: number) => BARS.close.subarray(i - period + 1, i + 1);

it('[IND9] the simple average does not drift', () => {
  expectNear(sma({ period: 20 }), 0, (i) => deviation(closes(i, 20)).mean, price);
});

it('[IND9] Bollinger bands do not drift, even right after a spike', () => {
  expectNear(
    bollinger({ period: 20, deviations: 2 }),
    1,
    (i) => deviation(closes(i, 20)).mean + 2 * deviation(closes(i, 20)).deviation,
    price,
  );
  const [middle = BARS.close, upper = BARS.close] = runIndicator(bollinger({ period: 20, deviations: 2 }), BARS);
  expect(upper[99_028], 'the width of a window that stands still is nothing at all').toBe(middle[99_028]);
});

it('[IND9] the Donchian channel is the highest and lowest of the bars before', () => {
  const none = () => 1;
  expectNear(donchian({ period: 20 }), 0, (i) => Math.max(...BARS.high.subarray(i - 20, i)), none);
  expectNear(donchian({ period: 20 }), 2, (i) => Math.min(...BARS.low.subarray(i - 20, i)), none);
});

it('[IND9] the volume z-score does not drift', () => {
  const afresh = (i: number) => {
    const window = BARS.volume.subarray(i - 19, i + 1);
    const { mean, deviation: sigma } = deviation(window);
    return ((BARS.volume[i] as number) - mean) / sigma;
  };
  expectNear(volumeZScore({ period: 20 }), 0, afresh, () => 1);
});

it('[IND9] the cumulative VWAP loses nothing to rounding', () => {
  const turnover = new ExactSum();
  const volume = new ExactSum();
  const [values = BARS.close] = runIndicator(vwap({ anchor: 'start' }), BARS);
  for (let i = 0; i < LENGTH; i++) {
    const traded = BARS.volume[i] as number;
    volume.add(traded);
    turnover.add((traded * ((BARS.high[i] as number) + (BARS.low[i] as number) + (BARS.close[i] as number))) / 3);
  }
  const exact = turnover.value() / volume.value();
  expect(Math.abs((values[LENGTH - 1] as number) - exact) / exact).toBeLessThan(1e-14);
});

/** Exact sum of numbers, in units of 2^-200: what is smaller than that does not occur here. */
class ExactSum {
  private units = 0n;

  add(value: number): void {
    this.units += BigInt(value * 2 ** 200);
  }

  value(): number {
    return Number(this.units) / 2 ** 200;
  }
}
