import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { adx } from '../../../shared/features/signals/indicators/adx/adx';
import { atr } from '../../../shared/features/signals/indicators/atr/atr';
import { bollinger } from '../../../shared/features/signals/indicators/bollinger/bollinger';
import { donchian } from '../../../shared/features/signals/indicators/donchian/donchian';
import { ema } from '../../../shared/features/signals/indicators/ema/ema';
import type { Indicator } from '../../../shared/features/signals/indicators/indicator';
import { macd } from '../../../shared/features/signals/indicators/macd/macd';
import { rsi } from '../../../shared/features/signals/indicators/rsi/rsi';
import { sma } from '../../../shared/features/signals/indicators/sma/sma';
import { stochastic } from '../../../shared/features/signals/indicators/stochastic/stochastic';
import { volumeZScore } from '../../../shared/features/signals/indicators/volumeZScore/volumeZScore';
import { vwap } from '../../../shared/features/signals/indicators/vwap/vwap';
import { runIndicator } from '../../builders/bars';
import { largestDifference, readExpected, readQuotes } from '../../builders/golden';
import { describeWithSharedData } from '../../builders/sharedData';
import { FAMILY } from './family';

const GOLDEN: readonly { indicator: Indicator; file: string; columns: readonly string[] }[] = [
  { indicator: sma({ period: 20 }), file: 'sma', columns: ['sma'] },
  { indicator: ema({ period: 20 }), file: 'ema', columns: ['ema'] },
  { indicator: rsi({ period: 14 }), file: 'rsi', columns: ['rsi'] },
  { indicator: macd({ fast: 12, slow: 26, signal: 9 }), file: 'macd', columns: ['macd', 'signal', 'histogram'] },
  { indicator: atr({ period: 14 }), file: 'atr', columns: ['atr'] },
  { indicator: bollinger({ period: 20, deviations: 2 }), file: 'bb', columns: ['sma', 'upperBand', 'lowerBand'] },
  { indicator: adx({ period: 14 }), file: 'adx', columns: ['adx', 'pdi', 'mdi'] },
  { indicator: stochastic({ period: 14, smooth: 3, signal: 3 }), file: 'stoch', columns: ['oscillator', 'signal'] },
  { indicator: donchian({ period: 20 }), file: 'donchian', columns: ['upperBand', 'centerline', 'lowerBand'] },
  { indicator: vwap({ anchor: 'start' }), file: 'vwap', columns: ['vwap'] },
];

describeWithSharedData('golden values', 'indicators', (folder) => {
  it.each(GOLDEN)('[IND7] $indicator.name equals the published values within 1e-9', ({ indicator, file, columns }) => {
    const bars = readQuotes(resolve(folder, 'quotes/default.csv'));
    const out = runIndicator(indicator, bars);
    expect(bars.close.length, 'the golden quotes were read').toBe(502);
    columns.forEach((column, k) => {
      const expected = readExpected(resolve(folder, `results/${file}.csv`), column);
      const actual = out[k] ?? new Float64Array();
      expect(largestDifference(actual, expected), `${indicator.name}.${indicator.outputs[k]}`).toBeLessThan(1e-9);
    });
  });

  it('[IND7] the volume z-score equals the published z-score of the same numbers taken as volumes', () => {
    const bars = readQuotes(resolve(folder, 'quotes/default.csv'));
    const [score = new Float64Array()] = runIndicator(volumeZScore({ period: 14 }), { ...bars, volume: bars.close });
    const expected = readExpected(resolve(folder, 'results/stdev.csv'), 'zScore');
    expect(largestDifference(score, expected)).toBeLessThan(1e-9);
  });

  const edges = folder === '' ? [] : readdirSync(resolve(folder, 'edge_quotes')).filter((name) => name.endsWith('.csv'));
  it.each(edges)('[IND8] edge quotes %s give numbers or NaN, never Infinity', (name) => {
    const bars = readQuotes(resolve(folder, 'edge_quotes', name));
    for (const { make } of FAMILY) {
      for (const column of runIndicator(make(), bars)) {
        expect(column.includes(Number.POSITIVE_INFINITY) || column.includes(Number.NEGATIVE_INFINITY), make().name).toBe(false);
      }
    }
  });
});
