import { TIMEFRAMES } from '../../../shared/base/time';
import type { CommandSpec } from '../../app/commands';

export const marketCommands: readonly CommandSpec[] = [
  ...TIMEFRAMES.map(
    (timeframe, index): CommandSpec => ({
      id: `market.timeframe.${timeframe}`,
      title: `market:command.timeframe.${timeframe}`,
      key: String(index + 1),
    }),
  ),
  { id: 'market.ema', title: 'market:command.ema', key: 'E' },
  { id: 'market.bollinger', title: 'market:command.bollinger', key: 'B' },
  { id: 'market.rsi', title: 'market:command.rsi', key: 'R' },
  { id: 'market.levels', title: 'market:command.levels', key: 'L' },
  { id: 'market.table', title: 'market:command.table', key: 'T' },
  { id: 'market.watch', title: 'market:command.watch', key: 'W' },
  { id: 'market.latest', title: 'market:command.latest', key: 'End' },
];
