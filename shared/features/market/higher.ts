import type { Timeframe } from '../../base/time';

const HIGHER: Readonly<Record<Timeframe, Timeframe | null>> = {
  '1m': '15m',
  '5m': '1h',
  '15m': '4h',
  '1h': '4h',
  '4h': '1d',
  '1d': null,
};

/** The timeframe that gives a strategy its wider view; none above the day. */
export function higherTimeframe(timeframe: Timeframe): Timeframe | null {
  return HIGHER[timeframe];
}
