import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aFolder, aLog, TEST_START } from '../../../test/builders/store';
import { manualClock } from '../kit/clock';
import { systemIds } from '../kit/ids';
import { columnsOfRows } from './candleColumns';
import { CommandPipeline } from './commands';
import { CONSOLE_FILE, MARKET_FILE } from './databases';
import { buildOnlyDb } from './dialect';
import { createPrivateFile } from './files';
import { type DatabaseFile, migrate } from './migrate';
import { StoreRefusal } from './refusal';
import type { ConsoleSchema } from './schema';
import type { TickBatch } from './series';
import { connect, type Sqlite, StatementCache } from './sqlite';
import { SqliteSeries } from './sqliteSeries';

/** A database that may grow by `pages` more and then says SQLITE_FULL, as it does on a full disk. */
async function aFileWithRoom(file: DatabaseFile, pages: number): Promise<{ writer: Sqlite; reader: Sqlite; path: string }> {
  const path = join(aFolder(), `${file.name}.db`);
  createPrivateFile(path);
  const writer = connect(path, { readonly: false, synchronous: file.synchronous });
  await migrate(writer, file, path, manualClock(TEST_START));
  writer.pragma(`max_page_count = ${(writer.pragma('page_count', { simple: true }) as number) + pages}`);
  return { writer, reader: connect(path, { readonly: true, synchronous: file.synchronous }), path };
}

function someTicks(count: number): TickBatch {
  const column = Float64Array.from({ length: count }, (_, at) => at);
  const instrument = new Uint16Array(count);
  return {
    source: 'simulation',
    instruments: ['X'],
    length: count,
    instrument,
    ts: column,
    price: column,
    amount: column,
    tradeId: column,
  };
}

async function aCrampedSeries(pages: number) {
  const files = await aFileWithRoom(MARKET_FILE, pages);
  const reserve = join(aFolder(), 'reserve.bin');
  writeFileSync(reserve, 'room');
  const series = new SqliteSeries({
    ...files,
    clock: manualClock(TEST_START),
    log: aLog().log,
    reserve: { release: () => rmSync(reserve, { force: true }) },
  });
  const full: number[] = [];
  series.onDiskFull((dropped) => void full.push(dropped));
  return { series, full, reserve };
}

const candles = (from: number, count: number) =>
  columnsOfRows(Array.from({ length: count }, (_, at) => [(from + at) * 60_000, 1, 2, 0.5, 1.5, 3, 0, null, null]));

it('gives ticks up for candles, tells it, and loses no candle', async () => {
  const { series, full, reserve } = await aCrampedSeries(60);
  expect(series.appendTicks(someTicks(5_000))).toEqual({ written: 5_000, dropped: 0 });
  let stored = 0;
  while (full.length === 0 && stored < 20_000) stored += series.appendCandles('simulation', 'X', '1m', candles(stored, 100));
  expect(full, 'all ticks went, once').toEqual([5_000]);
  expect(existsSync(reserve), 'the reserved room was given back').toBe(false);
  expect(series.readCandles('simulation', 'X', '1m').ts).toHaveLength(stored);
  expect(series.readTicks('simulation', 'X', { from: 0, to: 10_000 }).ts).toHaveLength(0);
});

it('drops a batch of ticks that does not fit, and goes on', async () => {
  const { series, full } = await aCrampedSeries(60);
  expect(series.appendTicks(someTicks(1_000)).written).toBe(1_000);
  expect(series.appendTicks(someTicks(50_000))).toEqual({ written: 0, dropped: 50_000 });
  expect(full).toEqual([1_000]);
  expect(series.appendTicks(someTicks(1_000)), 'there is room again').toEqual({ written: 1_000, dropped: 0 });
});

it('refuses with a sentence when not even candles fit, and what was stored stays', async () => {
  const { series } = await aCrampedSeries(30);
  let stored = 0;
  const fill = (): void => {
    for (;;) stored += series.appendCandles('simulation', 'X', '1m', candles(stored, 100));
  };
  expect(fill).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
  expect(series.readCandles('simulation', 'X', '1m').ts).toHaveLength(stored);
});

it('undoes a command that does not fit and carries on when there is room', async () => {
  const { writer, path } = await aFileWithRoom(CONSOLE_FILE, 8);
  const clock = manualClock(TEST_START);
  const commands = new CommandPipeline({
    sqlite: writer,
    cache: new StatementCache(writer),
    db: buildOnlyDb<ConsoleSchema>(),
    path,
    clock,
    ids: systemIds(clock),
    log: aLog().log,
    committed: () => undefined,
  });
  const store = (key: string, size: number): number =>
    commands.run({ actor: 'anna', action: 'settings.set', input: { key } }, (tx) =>
      tx.run(tx.db.insertInto('settings').values({ key, value_json: 'x'.repeat(size), updated_at: tx.at })),
    );
  expect(store('small', 10)).toBe(1);
  expect(() => store('large', 100_000)).toThrow(StoreRefusal);
  expect(writer.prepare('SELECT key FROM settings').pluck().all()).toEqual(['small']);
  expect(writer.inTransaction, 'nothing is left open').toBe(false);
  writer.pragma('max_page_count = 100000');
  expect(store('large', 100_000)).toBe(1);
  expect(commands.head.sequence, 'the chain goes on without a hole').toBe(2);
  expect(writer.prepare('SELECT sequence FROM audit').pluck().all()).toEqual([1, 2]);
});
