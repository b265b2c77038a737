import type { CommandSpec } from '../../app/commands';

export const healthCommands: readonly CommandSpec[] = [
  { id: 'health.reconnect', title: 'monitoring:key.reconnect', key: 'R' },
  { id: 'health.reload', title: 'monitoring:key.reload', key: 'L' },
];
