import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aStore } from '../../../test/builders/store';
import { columnsOfRows, decodeChunk, encodeChunk, mergeColumns, rowOfColumns } from './candleColumns';
import { CHUNK_ROWS } from './candleWriter';
import type { CandleColumns, TickBatch } from './series';
import type { Store } from './store';

const MINUTE = 60_000;

/** Candles at these minutes; `version` tells one revision from another. */
function candlesAt(minutes: readonly number[], version = 0): CandleColumns {
  return columnsOfRows(
    minutes.map((minute) => {
      const open = 100 + (minute % 50) + version / 10;
      return [minute * MINUTE, open, open + 2, open - 1, open + 1, 5 + version, version === 0 ? 0 : 2, null, open + 1.5];
    }),
  );
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);
const append = (store: Store, candles: CandleColumns) => store.series.appendCandles('simulation', 'BTCUSDT', '1m', candles);
const read = (store: Store, asked = {}) => store.series.readCandles('simulation', 'BTCUSDT', '1m', asked);
const minutesOf = (columns: CandleColumns): number[] => Array.from(columns.ts, (ts) => ts / MINUTE);
const rowsOf = (columns: CandleColumns) => Array.from(columns.ts, (_, at) => rowOfColumns(columns, at));

describe('candles', () => {
  it('come back as they were stored, sealed or not, with NaN where nothing is known', async () => {
    const { store } = await aStore();
    const candles = candlesAt(range(0, 2 * CHUNK_ROWS + 10));
    expect(append(store, candles)).toBe(candles.ts.length);
    expect(read(store)).toEqual(candles);
    expect(read(store).bid[0]).toBeNaN();
    expect(store.series.lastTs('simulation', 'BTCUSDT', '1m')).toBe((2 * CHUNK_ROWS + 9) * MINUTE);
  });

  it('are sealed as soon as a chunk is full, also when they come one by one', async () => {
    const { store } = await aStore();
    for (const minute of range(0, CHUNK_ROWS + 1)) append(store, candlesAt([minute]));
    expect(counts(store)).toEqual({ chunks: 1, tail: 1 });
    expect(read(store)).toEqual(candlesAt(range(0, CHUNK_ROWS + 1)));
  });

  it('are known again after a restart', async () => {
    const { store, dataDir, clock } = await aStore();
    append(store, candlesAt(range(0, CHUNK_ROWS - 1)));
    store.close();
    const { store: again } = await aStore({ dataDir, clock });
    append(again, candlesAt([CHUNK_ROWS - 1, CHUNK_ROWS]));
    expect(counts(again)).toEqual({ chunks: 1, tail: 1 });
    expect(minutesOf(read(again))).toEqual(range(0, CHUNK_ROWS + 1));
  });

  it('are left alone when the same comes again', async () => {
    const { store } = await aStore();
    append(store, candlesAt(range(0, CHUNK_ROWS + 5)));
    expect(append(store, candlesAt(range(CHUNK_ROWS - 5, CHUNK_ROWS + 5)))).toBe(0);
    expect(counts(store)).toEqual({ chunks: 1, tail: 5 });
  });

  it('are revised, not replaced: the newest is read and the earlier one stays', async () => {
    const { store } = await aStore();
    append(store, candlesAt(range(0, CHUNK_ROWS + 5)));
    expect(append(store, candlesAt([7], 1)), 'in a sealed chunk').toBe(1);
    expect(append(store, candlesAt([7], 2))).toBe(1);
    expect(append(store, candlesAt([CHUNK_ROWS + 2], 3)), 'in the tail').toBe(1);
    const found = read(store);
    expect(minutesOf(found)).toEqual(range(0, CHUNK_ROWS + 5));
    expect(rowOfColumns(found, 7)).toEqual(rowOfColumns(candlesAt([7], 2), 0));
    expect(rowOfColumns(found, CHUNK_ROWS + 2)).toEqual(rowOfColumns(candlesAt([CHUNK_ROWS + 2], 3), 0));
    expect(counts(store)).toEqual({ chunks: 1, tail: 8 });
  });

  it('fill a gap that a later repair brings, also behind a sealed chunk', async () => {
    const { store } = await aStore();
    const missing = range(10, 20);
    append(store, candlesAt(range(0, CHUNK_ROWS + 20).filter((minute) => !missing.includes(minute))));
    append(store, candlesAt(missing, 1));
    append(store, candlesAt(range(CHUNK_ROWS + 20, 3 * CHUNK_ROWS)));
    expect(minutesOf(read(store))).toEqual(range(0, 3 * CHUNK_ROWS));
    expect(minutesOf(read(store, { from: 8 * MINUTE, to: 22 * MINUTE }))).toEqual(range(8, 22));
  });

  it('keep series apart', async () => {
    const { store } = await aStore();
    append(store, candlesAt([1]));
    store.series.appendCandles('binance', 'BTCUSDT', '1m', candlesAt([2]));
    store.series.appendCandles('simulation', 'BTCUSDT', '5m', candlesAt([5]));
    expect(minutesOf(read(store))).toEqual([1]);
    expect(minutesOf(store.series.readCandles('binance', 'BTCUSDT', '1m'))).toEqual([2]);
    expect(store.series.readCandles('kraken', 'BTCUSDT', '1m').ts).toHaveLength(0);
    expect(store.series.lastTs('kraken', 'BTCUSDT', '1m')).toBeNull();
  });

  it('refuse what is not in order of time or not of one length', async () => {
    const { store } = await aStore();
    expect(() => append(store, candlesAt([2, 1]))).toThrow(RangeError);
    expect(() => append(store, candlesAt([1, 1]))).toThrow(RangeError);
    expect(() => append(store, { ...candlesAt([1, 2]), close: new Float64Array(1) })).toThrow(RangeError);
    expect(read(store).ts).toHaveLength(0);
  });

  it('are one commit in a batch, or none', async () => {
    const { store } = await aStore();
    const fail = (): never =>
      store.series.batch(() => {
        append(store, candlesAt(range(0, CHUNK_ROWS - 1)));
        throw new Error('half way');
      });
    expect(fail).toThrow('half way');
    expect(read(store).ts).toHaveLength(0);
    append(store, candlesAt(range(0, 3)));
    expect(minutesOf(read(store)), 'what was learnt in the lost transaction is forgotten').toEqual([0, 1, 2]);
    expect(counts(store)).toEqual({ chunks: 0, tail: 3 });
  });

  it('read as a plain list of newest versions would, whatever is appended, repaired and asked', async () => {
    const { store } = await aStore();
    let instruments = 0;
    const step = fc.record({
      at: fc.integer({ min: 0, max: 2_600 }),
      length: fc.integer({ min: 1, max: 1_300 }),
      stride: fc.integer({ min: 1, max: 3 }),
    });
    const ask = fc.record({
      from: fc.integer({ min: -5, max: 6_000 }),
      span: fc.nat(4_000),
      limit: fc.option(fc.integer({ min: 1, max: 3_000 })),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 5 }),
        fc.array(ask, { minLength: 3, maxLength: 3 }),
        (steps, asks) => {
          instruments += 1;
          const name = `X${instruments}`;
          const model = new Map<number, ReturnType<typeof rowOfColumns>>();
          steps.forEach(({ at, length, stride }, version) => {
            const candles = candlesAt(
              range(0, length).map((index) => at + index * stride),
              version,
            );
            store.series.appendCandles('simulation', name, '1m', candles);
            for (const row of rowsOf(candles)) model.set(row[0] as number, row);
          });
          const all = [...model.values()].toSorted((a, b) => (a[0] as number) - (b[0] as number));
          expect(rowsOf(store.series.readCandles('simulation', name, '1m'))).toEqual(all);
          for (const { from, span, limit } of asks) {
            const to = (from + span) * MINUTE;
            const wanted = all.filter(([ts]) => (ts as number) >= from * MINUTE && (ts as number) < to);
            const given = limit === null ? { from: from * MINUTE, to } : { from: from * MINUTE, to, limit };
            const found = store.series.readCandles('simulation', name, '1m', given);
            expect(rowsOf(found)).toEqual(limit === null ? wanted : wanted.slice(-limit));
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});

it('gives chunks back bit by bit, and refuses bytes of another length', () => {
  const candles = candlesAt(range(0, 9));
  const body = encodeChunk(candles);
  expect(decodeChunk(body, 9)).toEqual(candles);
  const shifted = Buffer.concat([Buffer.alloc(3), body]).subarray(3);
  expect(decodeChunk(shifted, 9), 'wherever the bytes lie in memory').toEqual(candles);
  expect(() => decodeChunk(body.subarray(8), 9)).toThrow(RangeError);
});

it('merges with the patch in front', () => {
  const merged = mergeColumns(candlesAt([1, 3, 5]), candlesAt([0, 3, 6], 1));
  expect(minutesOf(merged)).toEqual([0, 1, 3, 5, 6]);
  expect(Array.from(merged.quality)).toEqual([2, 0, 2, 0, 2]);
});

describe('gaps', () => {
  it('are opened once, closed, and found by what is asked', async () => {
    const { store } = await aStore();
    const gap = { instrument: 'BTCUSDT', timeframe: '1m', from: 60_000, to: 180_000, missing: 2, cause: 'reconnect' } as const;
    store.series.openGap('binance', { ...gap, id: 'g1', status: 'open' });
    store.series.openGap('binance', { ...gap, id: 'g1', status: 'open' });
    store.series.openGap('binance', { ...gap, id: 'g2', from: 120_000, status: 'open' });
    store.series.openGap('kraken', { ...gap, id: 'g3', status: 'open' });
    store.series.closeGap('g1', 'repaired');
    const ids = (filter: object): string[] => store.series.readGaps({ limit: 10, ...filter }).map(({ id }) => id);
    expect(ids({ source: 'binance' }), 'newest first').toEqual(['g2', 'g1']);
    expect(ids({ status: 'open' })).toEqual(['g2', 'g3']);
    expect(ids({ instrument: 'ETHUSDT' })).toEqual([]);
    expect(store.series.readGaps({ source: 'binance', limit: 1 })).toEqual([
      { ...gap, id: 'g2', from: 120_000, status: 'open', source: 'binance' },
    ]);
  });
});

function ticks(times: readonly number[], instruments = ['A', 'B']): TickBatch {
  const column = (value: (ts: number, at: number) => number): Float64Array => Float64Array.from(times, value);
  return {
    source: 'simulation',
    instruments,
    length: times.length,
    instrument: Uint16Array.from(times, (_, at) => at % 2),
    ts: column((ts) => ts),
    price: column((ts) => ts / 10),
    amount: column((_, at) => at),
    tradeId: column((ts, at) => (at === 0 ? Number.NaN : ts * 100)),
  };
}

describe('ticks', () => {
  it('come back in order of time, per instrument, late ones included', async () => {
    const { store } = await aStore();
    expect(store.series.appendTicks(ticks([10, 11, 30, 31]))).toEqual({ written: 4, dropped: 0 });
    store.series.appendTicks(ticks([20, 21, 15, 40]));
    const found = store.series.readTicks('simulation', 'A', { from: 0, to: 100 });
    expect(Array.from(found.ts)).toEqual([10, 15, 20, 30]);
    expect(Array.from(found.price)).toEqual([1, 1.5, 2, 3]);
    expect(found.tradeId[0]).toBeNaN();
    expect(Array.from(store.series.readTicks('simulation', 'A', { from: 15, to: 30 }).ts)).toEqual([15, 20]);
    expect(store.series.readTicks('binance', 'A', { from: 0, to: 100 }).ts).toHaveLength(0);
  });

  it('are removed by when they were written, piece by piece', async () => {
    const { store, clock } = await aStore();
    const start = clock.now();
    for (let batch = 0; batch < 600; batch += 1) store.series.appendTicks(ticks([batch, batch + 1]));
    clock.advance(1_000);
    store.series.appendTicks(ticks([5_000, 5_001]));
    const left = (): number => store.series.readTicks('simulation', 'A', { from: 0, to: 4_000 }).ts.length;
    expect(left()).toBe(600);
    store.series.expireTicks(start + 1);
    expect(left(), 'only a piece at once').toBe(350);
    clock.advance(1_000);
    expect(left()).toBe(0);
    expect(clock.pending(), 'and then it rests').toBe(0);
    expect(Array.from(store.series.readTicks('simulation', 'A', { from: 0, to: 10_000 }).ts)).toEqual([5_000]);
  });

  it('refuse an index without an instrument, and store nothing of that batch', async () => {
    const { store } = await aStore();
    expect(() => store.series.appendTicks(ticks([1, 2], ['A']))).toThrow(RangeError);
    expect(store.series.readTicks('simulation', 'A', { from: 0, to: 10 }).ts).toHaveLength(0);
  });
});

function counts(store: Store): { chunks: number; tail: number } {
  const db = new Database(join(store.dataDir, 'market.db'), { readonly: true });
  const count = (table: string): number => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  const found = { chunks: count('candle_chunks'), tail: count('candle_tail') };
  db.close();
  return found;
}
