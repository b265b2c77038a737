import type { CommandSpec } from '../../app/commands';

export const reportsCommands: readonly CommandSpec[] = [
  { id: 'reports.generate', title: 'reports:key.generate', key: 'G' },
  { id: 'reports.pdf', title: 'reports:key.pdf', key: 'P' },
  { id: 'reports.html', title: 'reports:key.html', key: 'H' },
  { id: 'reports.csv', title: 'reports:key.csv', key: 'C' },
];
