import type { CommandSpec } from '../../app/commands';

export const settingsCommands: readonly CommandSpec[] = [
  { id: 'settings.theme', title: 'settings:command.theme', key: 'T' },
  { id: 'settings.density', title: 'settings:command.density', key: 'D' },
  { id: 'settings.language', title: 'settings:command.language', key: 'L' },
];
