import { expect, it } from 'vitest';
import { runIndicator, walkingBars } from '../../../../../test/builders/bars';
import { ema } from '../ema/ema';
import { macd } from './macd';

const BARS = walkingBars(300, 5);

it('[IND7] is the difference of two exponential averages; the histogram is what lies between it and its signal', () => {
  const [line = BARS.close, signal = BARS.close, histogram = BARS.close] = runIndicator(
    macd({ fast: 12, slow: 26, signal: 9 }),
    BARS,
  );
  const [fast = BARS.close] = runIndicator(ema({ period: 12 }), BARS);
  const [slow = BARS.close] = runIndicator(ema({ period: 26 }), BARS);
  for (let i = 33; i < 300; i++) {
    expect(line[i]).toBeCloseTo((fast[i] as number) - (slow[i] as number), 8);
    expect(histogram[i]).toBe((line[i] as number) - (signal[i] as number));
  }
});

it('[IND1] the line starts before its signal does', () => {
  const [line = BARS.close, signal = BARS.close] = runIndicator(macd({ fast: 12, slow: 26, signal: 9 }), BARS);
  expect([line[24], signal[32]]).toEqual([Number.NaN, Number.NaN]);
  expect(Number.isFinite(line[25]) && Number.isFinite(signal[33])).toBe(true);
});

it('[IND10] refuses a fast average that is not the shorter one', () => {
  expect(() => macd({ fast: 26, slow: 12, signal: 9 })).toThrow('fast');
});
