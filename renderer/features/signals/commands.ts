import type { CommandSpec } from '../../app/commands';

export const signalsCommands: readonly CommandSpec[] = [
  { id: 'signals.cancel', title: 'signals:key.cancel', key: 'A' },
  { id: 'signals.market', title: 'signals:key.market', key: 'M' },
  { id: 'signals.copy', title: 'signals:key.copy', key: 'C' },
];

export const quarantineCommands: readonly CommandSpec[] = [
  { id: 'quarantine.release', title: 'signals:key.release', key: 'L' },
  { id: 'quarantine.reject', title: 'signals:key.reject', key: 'R' },
  { id: 'quarantine.market', title: 'signals:key.market', key: 'M' },
];
