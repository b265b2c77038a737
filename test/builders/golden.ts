import { readFileSync } from 'node:fs';
import type { BarColumns } from '../../shared/features/signals/indicators/indicator';
import { barsOf } from './bars';

/** Reads a CSV of date, open, high, low, close, volume into columns; a date that cannot be read leaves NaN. */
export function readQuotes(file: string): BarColumns {
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1);
  return barsOf(lines.map(quoteRow));
}

function quoteRow(line: string): number[] {
  const [date = '', ...figures] = line.split(',');
  return [Date.parse(`${date}Z`), ...figures.map(Number)];
}

/** One column of expected values; an empty cell, where the reference has no value, becomes NaN. */
export function readExpected(file: string, column: string): Float64Array {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const index = header.split(',').indexOf(column);
  if (index < 0) throw new Error(`${file} has no column ${column}`);
  return Float64Array.from(lines, (line) => {
    const cell = line.split(',')[index] ?? '';
    return cell === '' ? Number.NaN : Number(cell);
  });
}

/** The largest absolute difference of two columns; Infinity where one has a value and the other has none, or lengths differ. */
export function largestDifference(actual: Float64Array, expected: Float64Array): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  actual.forEach((value, i) => {
    const other = expected[i] ?? Number.NaN;
    if (Number.isNaN(value) && Number.isNaN(other)) return;
    const difference = Math.abs(value - other);
    largest = Math.max(largest, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
  });
  return largest;
}
