import type { CandleColumns } from '../../../electron/backend/store/series';

/** `rows` minutes of a walk that rises and falls; the same every time. */
export function anHourlyWalk(rows: number): { columns: CandleColumns; start: number } {
  const start = 1_600_000_020_000;
  const column = (value: (at: number) => number): Float64Array => Float64Array.from({ length: rows }, (_, at) => value(at));
  const price = (at: number): number => 50_000 + 1_000 * Math.sin(at / 60) + (at % 7);
  return {
    start,
    columns: {
      ts: column((at) => start + at * 60_000),
      open: column(price),
      high: column((at) => price(at) + 5),
      low: column((at) => price(at) - 5),
      close: column((at) => price(at) + 1),
      volume: column((at) => 1 + (at % 13)),
      quality: column(() => 0),
      bid: column((at) => price(at) + 0.5),
      ask: column((at) => price(at) + 1.5),
    },
  };
}
