import type { DatabaseFile } from './migrate';
import { CONSOLE_MIGRATIONS } from './migrations/console';
import { MARKET_MIGRATIONS } from './migrations/market';

/** Operations: never lose a commit. */
export const CONSOLE_FILE: DatabaseFile = {
  name: 'console',
  applicationId: 0x53_49_52_43,
  synchronous: 'FULL',
  migrations: CONSOLE_MIGRATIONS,
};

/** Candles and ticks: what a power cut takes is fetched again. */
export const MARKET_FILE: DatabaseFile = {
  name: 'market',
  applicationId: 0x53_49_52_4d,
  synchronous: 'NORMAL',
  migrations: MARKET_MIGRATIONS,
};
