import { candles } from './market/0010-candles';
import { ticks } from './market/0020-ticks';
import { changes } from './market/0030-changes';
import type { Migration } from './migration';

export const MARKET_MIGRATIONS: readonly Migration[] = [candles, ticks, changes];
