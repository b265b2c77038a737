import type { Instrument } from './instrument';

/** Currencies of the central banks whose announcements move markets. */
const CURRENCIES = [
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'CHF',
  'CAD',
  'AUD',
  'NZD',
  'CNY',
  'SEK',
  'NOK',
  'DKK',
  'SGD',
  'HKD',
  'MXN',
  'ZAR',
];
const DOLLARS = ['USDT', 'USDC', 'USD'];

/**
 * What can be assumed of an instrument that no catalogue knows: forex where its name is made of two currencies, else
 * crypto; eight decimals; costs of 5 basis points a side.
 */
export function unknownInstrument(id: string): Instrument {
  const letters = id.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const base = letters.slice(0, 3);
  const quote = letters.slice(3);
  const forex = CURRENCIES.includes(base) && CURRENCIES.includes(quote);
  const dollar = DOLLARS.find((one) => letters.endsWith(one) && letters.length > one.length);
  return {
    id,
    name: id,
    class: forex ? 'forex' : 'crypto',
    base: forex ? base : letters.slice(0, letters.length - (dollar?.length ?? 0)),
    quote: forex ? quote : (dollar ?? ''),
    tickSize: 1e-8,
    decimals: 8,
    session: forex ? 'forex' : 'always',
    venueSymbols: {},
    currencies: forex ? [base, quote] : dollar === undefined ? [] : ['USD'],
    costBps: 5,
    hasVolume: !forex,
    sparse: false,
  };
}
