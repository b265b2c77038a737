import type { CommandSpec } from '../../app/commands';

export const registerCommands: readonly CommandSpec[] = [
  { id: 'register.verify', title: 'register:key.verify', key: 'V' },
  { id: 'register.json', title: 'register:key.json', key: 'X' },
  { id: 'register.csv', title: 'register:key.csv', key: 'Shift+X' },
  { id: 'register.prove', title: 'register:key.prove', key: 'P' },
  { id: 'register.proofs', title: 'register:key.proofs', key: 'O' },
];
