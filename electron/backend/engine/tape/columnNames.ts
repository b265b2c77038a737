import { FileFault } from './fileFault';
import { quoted } from './table';

/** Names a column is known by, lower case, the preferred one first. */
export const TIME_NAMES = ['ts', 'timestamp', 'time', 'datetime', 'date', 'open_time', 'opentime', 'open time', 'unix', 't'];
export const OPEN_NAMES = ['open', 'o', 'open_price', 'price_open'];
export const HIGH_NAMES = ['high', 'h', 'high_price', 'price_high', 'max'];
export const LOW_NAMES = ['low', 'l', 'low_price', 'price_low', 'min'];
export const CLOSE_NAMES = ['close', 'c', 'close_price', 'price_close'];
export const VOLUME_NAMES = ['volume', 'v', 'vol', 'base_volume', 'volume_base'];
export const PRICE_NAMES = ['price', 'p'];
export const AMOUNT_NAMES = ['amount', 'quantity', 'qty', 'size', 'volume', 'vol', 'q'];
export const TRADE_ID_NAMES = ['id', 'trade_id', 'tradeid', 'tid', 'trade id', 'agg_trade_id'];

/** Position of the first name found, or -1. */
export function columnIndex(header: readonly string[], names: readonly string[]): number {
  for (const name of names) {
    const index = header.indexOf(name);
    if (index >= 0) return index;
  }
  return -1;
}

/** Position of a column that must be there. Throws FileFault on line 1, telling a missing header from a missing column. */
export function requiredColumn(header: readonly string[], names: readonly string[]): number {
  const index = columnIndex(header, names);
  if (index >= 0) return index;
  if (header.every((name) => name === '' || /^[-+.\d]/.test(name)))
    throw new FileFault(1, 'the header is missing', 'header-missing');
  throw new FileFault(1, `the header has no column ${quoted(names[0] ?? '')}`, 'column-missing', names[0]);
}
