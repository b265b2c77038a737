import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { QUALITIES } from '../../../shared/features/market/candle';
import { unknownInstrument } from '../../../shared/features/market/unknownInstrument';
import type { CandleLine } from '../../../shared/features/signals/lines';
import { describeWithSharedData, sharedData } from '../../../test/builders/sharedData';
import { CandleBuilder } from './candles';
import { printCandles } from './printCandles';
import { readTradeFile } from './tape/tradeFile';

function built(step = 60_000) {
  const candles: (number | string)[][] = [];
  const builder = new CandleBuilder(step, (...one) => {
    const quality = one.pop() ?? 0;
    candles.push([...one, QUALITIES[quality] ?? '?']);
  });
  return { builder, candles };
}

describe('candles from trades', () => {
  it('[MKT1] a bucket closes with the first later trade', () => {
    const { builder, candles } = built();
    builder.push(60_500, 10, 1, 'a');
    builder.push(119_999, 12, 2, 'b');
    expect(candles).toEqual([]);
    builder.push(120_000, 11, 1, 'c');
    expect(candles).toEqual([[60_000, 10, 12, 10, 12, 3, 'complete']]);
  });

  it('[MKT2] minutes without a trade are quiet, explicitly', () => {
    const { builder, candles } = built();
    builder.push(0, 10, 1, null);
    builder.push(180_000, 11, 1, null);
    expect(candles.slice(1)).toEqual([
      [60_000, 10, 10, 10, 10, 0, 'quiet'],
      [120_000, 10, 10, 10, 10, 0, 'quiet'],
    ]);
  });

  it('[MKT2] the clock closes buckets too, and before the first trade there is nothing', () => {
    const { builder, candles } = built();
    builder.closeUpTo(600_000);
    expect(candles).toEqual([]);
    builder.push(600_001, 10, 1, null);
    builder.closeUpTo(720_000);
    expect(candles.map(([ts, , , , , , quality]) => [ts, quality])).toEqual([
      [600_000, 'complete'],
      [660_000, 'quiet'],
    ]);
  });

  it('[MKT6] a late trade folds in by its own time while its bucket is open', () => {
    const { builder, candles } = built();
    builder.push(1_000, 10, 1, 1);
    builder.push(5_000, 12, 1, 3);
    builder.push(3_000, 9, 1, 2);
    builder.push(500, 11, 1, 0);
    builder.closeUpTo(60_000);
    expect(candles).toEqual([[0, 11, 12, 9, 12, 4, 'complete']]);
  });

  it('[MKT6] afterwards it is counted, and a trade seen twice counts once', () => {
    const { builder, candles } = built();
    expect(builder.push(1_000, 10, 1, 1)).toBe('accepted');
    expect(builder.push(1_000, 10, 1, 1)).toBe('duplicate');
    builder.push(60_000, 11, 1, 2);
    expect(builder.push(59_999, 99, 1, 3)).toBe('too-late');
    expect(builder.push(1_000, 10, 1, 1)).toBe('duplicate');
    expect(candles).toEqual([[0, 10, 10, 10, 10, 1, 'complete']]);
    expect([builder.tooLate, builder.duplicates]).toEqual([1, 2]);
  });

  it('[MKT5] volume is the exact sum of the amounts', () => {
    const { builder, candles } = built();
    for (let index = 0; index < 1000; index += 1) builder.push(index, 1, 0.1, null);
    builder.finish();
    expect(candles[0]?.[5]).toBe(100);
  });
});

const TRADES = 'market/trades/freqtrade_XRPETH_trades_20191011.csv.gz';

describeWithSharedData('bars of the exchange itself', TRADES, () => {
  it.each([
    ['1m', 2469, 'market/crypto/freqtrade_XRPETH_1m_201910.csv.gz'],
    ['5m', 706, 'market/crypto/freqtrade_XRPETH_5m_201910.csv.gz'],
  ] as const)('[MKT5] %s: all %d equal ours exactly', (timeframe, count, file) => {
    const tape = readTradeFile(readFileSync(sharedData(TRADES) ?? ''));
    const ours = new Map<number, CandleLine>();
    printCandles(tape, unknownInstrument('XRPETH'), timeframe, (line) => ours.set(line.ts, line));
    const theirs = gunzipSync(readFileSync(sharedData(file) ?? ''))
      .toString()
      .trim()
      .split('\n')
      .slice(1);
    expect(theirs).toHaveLength(count);
    for (const row of theirs) {
      const [ts, open, high, low, close, volume] = row.split(',').map(Number);
      expect(ours.get(ts ?? 0)).toMatchObject({ open, high, low, close, volume, quality: 'complete' });
      ours.delete(ts ?? 0);
    }
    for (const left of ours.values()) expect(left).toMatchObject({ quality: 'quiet', volume: 0 });
  });
});
