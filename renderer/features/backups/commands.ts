import type { CommandSpec } from '../../app/commands';

export const backupsCommands: readonly CommandSpec[] = [
  { id: 'backups.create', title: 'backups:key.create', key: 'P' },
  { id: 'backups.drill', title: 'backups:key.drill', key: 'X' },
  { id: 'backups.restore', title: 'backups:key.restore', key: 'R' },
];
