import type { CommandSpec } from '../../app/commands';

export const backtestsCommands: readonly CommandSpec[] = [
  { id: 'backtests.repeat', title: 'backtests:key.repeat', key: 'R' },
  { id: 'backtests.view', title: 'backtests:key.view', key: 'V' },
  { id: 'backtests.compare', title: 'backtests:key.compare', key: 'C' },
];
