import type { CommandSpec } from '../../app/commands';

export const modelsCommands: readonly CommandSpec[] = [
  { id: 'models.shadow', title: 'models:key.shadow', key: 'O' },
  { id: 'models.activate', title: 'models:key.activate', key: 'A' },
  { id: 'models.retire', title: 'models:key.retire', key: 'R' },
  { id: 'models.quarantine', title: 'models:key.quarantine', key: 'Q' },
  { id: 'models.unquarantine', title: 'models:key.unquarantine', key: 'U' },
  { id: 'models.card', title: 'models:key.card', key: 'X' },
  { id: 'models.artifact', title: 'models:key.artifact', key: null },
  { id: 'models.cancel', title: 'models:key.cancel', key: null },
];
