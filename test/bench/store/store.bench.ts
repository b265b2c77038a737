import type { BenchRow } from '../bench';
import { benchChartRead } from './chartRead';
import { benchTickWrite } from './tickWrite';
import { benchTypedQuery } from './typedQuery';

/** Speed of the store: writing ticks, asking typed questions, reading a chart. */
export async function bench(): Promise<BenchRow[]> {
  return [await benchTickWrite(), ...(await benchTypedQuery()), await benchChartRead()];
}
