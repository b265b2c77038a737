import { describe, expect, it } from 'vitest';
import { rsi } from '../../../../shared/features/signals/indicators/rsi/rsi';
import { CANDLE_COLUMNS, CandleBuffer, type CandlePack, QUALITIES } from './candleBuffer';
import { LiveIndicator } from './liveIndicator';
import { SeriesModel } from './seriesModel';
import { layOut } from './timeline';

const STEP = 60_000;
const bar = (index: number, quality: (typeof QUALITIES)[number] = 'complete', close = 100 + Math.sin(index) * 5) => ({
  ts: index * STEP,
  open: 100,
  high: 120,
  low: 80,
  close,
  volume: index,
  quality,
});

function packOf(indexes: readonly number[], suspect: readonly number[] = []): CandlePack {
  const rows = indexes.map((index) => bar(index, suspect.includes(index) ? 'suspect' : 'complete'));
  const column = (name: (typeof CANDLE_COLUMNS)[number]) =>
    Float64Array.from(rows, (row) => (name === 'quality' ? QUALITIES.indexOf(row.quality) : row[name]));
  return Object.fromEntries(CANDLE_COLUMNS.map((name) => [name, column(name)])) as unknown as CandlePack;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, offset) => from + offset);

describe('the candle buffer', () => {
  it('appends, replaces the last bar, revises an older one and ignores what fits nowhere', () => {
    const buffer = new CandleBuffer(packOf([10, 11, 13]));
    expect(buffer.put(bar(14))).toBe('appended');
    expect(buffer.put(bar(14, 'complete', 117))).toBe('last');
    expect(buffer.put(bar(11, 'repaired', 90))).toBe('revised');
    expect(buffer.put(bar(12))).toBe('ignored');
    expect(buffer.put(bar(3))).toBe('ignored');
    expect(range(0, 4).map((index) => buffer.at(index)?.ts)).toEqual([10, 11, 13, 14].map((index) => index * STEP));
    expect(buffer.at(3)?.close).toBe(117);
    expect(buffer.at(1)).toEqual(bar(11, 'repaired', 90));
    expect(buffer.at(4)).toBeNull();
  });

  it('grows past its first room without losing a bar', () => {
    const buffer = new CandleBuffer(packOf([0]));
    for (const index of range(1, 2_000)) buffer.put(bar(index));
    expect(buffer.length).toBe(2_000);
    expect(range(0, 2_000).every((index) => buffer.at(index)?.volume === index)).toBe(true);
  });

  it('puts older bars in front and drops what it has already', () => {
    const buffer = new CandleBuffer(packOf(range(10, 20)));
    expect(buffer.prepend(packOf(range(5, 12)))).toBe(5);
    expect(buffer.prepend(packOf(range(5, 12)))).toBe(0);
    expect(range(0, 15).map((index) => buffer.at(index)?.ts)).toEqual(range(5, 20).map((index) => index * STEP));
  });
});

describe('a live indicator', () => {
  it('gives what the kernel gives over the whole series, however often the last bar moved', () => {
    const buffer = new CandleBuffer(packOf([0]));
    const live = new LiveIndicator(rsi({ period: 14 }));
    live.restart(buffer);
    for (const index of range(1, 700)) {
      for (const close of [90, 130, 100 + Math.sin(index) * 5]) {
        buffer.put(bar(index, 'complete', close));
        live.advance(buffer);
      }
    }
    const kernel = rsi({ period: 14 });
    const state = new Float64Array(kernel.stateSize);
    kernel.reset(state, 0);
    const whole = new Float64Array(700);
    kernel.run(state, 0, buffer.bars, 0, 700, [whole]);
    expect(live.value(0, 13)).toBeNull();
    expect(range(14, 700).map((index) => live.value(0, index))).toEqual([...whole.slice(14)]);
  });
});

describe('the timeline', () => {
  it('gives a gap room, shades it, and shades suspect bars', () => {
    const buffer = new CandleBuffer(packOf([1, 2, 5, 6, 7], [6, 7]));
    const timeline = layOut(buffer, [{ from: 3 * STEP, to: 5 * STEP }], STEP);
    expect(timeline.times).toEqual(range(1, 8).map((index) => index * STEP));
    expect(timeline.candles).toEqual([0, 1, -1, -1, 2, 3, 4]);
    expect(timeline.shades).toEqual([
      { kind: 'gap', from: 2, to: 3 },
      { kind: 'suspect', from: 5, to: 6 },
    ]);
  });

  it('never lets a long gap push the market off the screen, nor a repaired one hide bars', () => {
    const long = layOut(new CandleBuffer(packOf([1, 5_000])), [{ from: 2 * STEP, to: 5_000 * STEP }], STEP);
    expect(long.times.length).toBe(62);
    const repaired = layOut(new CandleBuffer(packOf(range(1, 6))), [{ from: 2 * STEP, to: 4 * STEP }], STEP);
    expect(repaired.candles).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('the series model', () => {
  it('asks for a new read when bars are missing before a live one', () => {
    const model = new SeriesModel(packOf(range(0, 10)), [], STEP);
    expect(model.live(bar(10))).toBe(true);
    expect(model.live(bar(10, 'complete', 111))).toBe(true);
    expect(model.live(bar(13))).toBe(false);
  });

  it('redraws only the last bar for a live event, and all for a revision or older bars', () => {
    const model = new SeriesModel(packOf(range(10, 30)), [], STEP);
    const redraws: string[] = [];
    model.subscribe((redraw) => redraws.push(redraw));
    model.live(bar(30));
    model.live(bar(20, 'repaired'));
    model.older(packOf(range(0, 10)));
    expect(redraws).toEqual(['last', 'all', 'all']);
    expect(model.timeline.times.length).toBe(31);
  });
});
