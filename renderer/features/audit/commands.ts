import type { CommandSpec } from '../../app/commands';

export const auditCommands: readonly CommandSpec[] = [
  { id: 'audit.verify', title: 'audit:key.verify', key: 'V' },
  { id: 'audit.export', title: 'audit:key.export', key: 'X' },
  { id: 'audit.new', title: 'audit:key.showNew', key: 'N' },
];
