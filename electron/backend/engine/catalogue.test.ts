import { describe, expect, it } from 'vitest';
import { INSTRUMENTS, knownInstrument } from './catalogue';

describe('the catalogue', () => {
  it('[MKT12] a venue symbol has the instrument’s own quote currency', () => {
    for (const { id, base, quote, venueSymbols } of INSTRUMENTS) {
      if (venueSymbols.kraken !== undefined) expect(venueSymbols.kraken).toBe(`${base}/${quote}`);
      if (venueSymbols.binance !== undefined) expect(venueSymbols.binance, id).toBe(base + quote);
    }
  });

  it('[MKT12] every id is there once, with the decimals of its tick size', () => {
    expect(new Set(INSTRUMENTS.map((one) => one.id)).size).toBe(INSTRUMENTS.length);
    for (const one of INSTRUMENTS) expect(Number(one.tickSize.toFixed(one.decimals)), one.id).toBe(one.tickSize);
    for (const id of ['BTCUSDT', 'ETHUSDT', 'SOLUSDT', 'EURUSD', 'GBPUSD', 'USDJPY', 'SPX', 'XAUUSD'])
      expect(knownInstrument(id)).not.toBeNull();
  });

  it('[MKT12] is found in any case; the unknown is told', () => {
    expect(knownInstrument('btcusdt')?.id).toBe('BTCUSDT');
    expect(knownInstrument('NOSUCH')).toBeNull();
  });
});
