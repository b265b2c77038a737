import { describe, expect, it } from 'vitest';
import { applyHead, applyRow, type RowPage } from './rowPages';
import { aRow } from './signals.fixture';
import { sortRows } from './sortRows';

const id = (n: number) => n.toString(16).padStart(32, '0');
const rowAt = (n: number) => aRow({ id: id(n), at: n });
const page = (numbers: readonly number[], total: number, next: string | null = null): RowPage => ({
  rows: numbers.map(rowAt),
  next,
  total,
});
const ids = (pages: readonly RowPage[] | null) => pages?.map((one) => one.rows.map((row) => row.at));

describe('the loaded pages', () => {
  it('take new signals on top without reading everything again', () => {
    const pages = [page([5, 4], 4, 'c'), page([3, 2], 4)];
    expect(ids(applyHead(pages, page([7, 6, 5], 6, 'd')))).toEqual([
      [7, 6, 5, 4],
      [3, 2],
    ]);
    expect(applyHead(pages, page([7, 6, 5], 6))?.[1]?.total).toBe(6);
  });

  it('ask to be read again when a whole page came in between', () => {
    expect(applyHead([page([5, 4], 2)], page([9, 8], 6))).toBeNull();
  });

  it('take the first signals of an empty board', () => {
    expect(ids(applyHead([page([], 0)], page([1], 1)))).toEqual([[1]]);
  });

  it('replace a row that changed and drop one that left the filter', () => {
    const pages = [page([5, 4], 2)];
    const released = aRow({ id: id(4), at: 4, state: 'released' });
    expect(applyRow(pages, released, {})[0]?.rows[1]?.state).toBe('released');
    expect(ids(applyRow(pages, released, { states: ['validated'] }))).toEqual([[5]]);
    expect(applyRow(pages, released, { states: ['validated'] })[0]?.total).toBe(1);
  });

  it('drop a signal that closed from a board of open ones', () => {
    const closed = aRow({ id: id(4), at: 4, outcome: { id: id(4), at: 9, result: 'SL', final: true, r: -1, rGross: -1 } });
    expect(ids(applyRow([page([5, 4], 2)], closed, { open: true }))).toEqual([[5]]);
  });
});

describe('sorting', () => {
  it('keeps rows without a value last in both directions', () => {
    const closed = aRow({ id: id(1), outcome: { id: id(1), at: 9, result: 'SL', final: true, r: -1, rGross: -1 } });
    const open = aRow({ id: id(2) });
    const order = (descending: boolean) => sortRows([open, closed], { key: 'outcome', descending }).map((row) => row.id);
    expect(order(true)).toEqual([id(1), id(2)]);
    expect(order(false)).toEqual([id(1), id(2)]);
  });

  it('sorts timeframes by length, not by name', () => {
    const rows = [aRow({ timeframe: '1h' }), aRow({ timeframe: '15m' }), aRow({ timeframe: '5m' })];
    expect(sortRows(rows, { key: 'timeframe', descending: false }).map((row) => row.timeframe)).toEqual(['5m', '15m', '1h']);
  });
});
