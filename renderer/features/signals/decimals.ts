import type { Instrument } from '../../../shared/features/market/instrument';

/** Decimals of an instrument's prices; for one that is no longer known, as many as its prices carry. */
export function decimalsOf(instrument: Pick<Instrument, 'decimals'> | undefined, prices: readonly number[]): number {
  if (instrument !== undefined) return instrument.decimals;
  return Math.max(0, ...prices.map((price) => Math.min(10, (String(price).split('.')[1] ?? '').length)));
}
