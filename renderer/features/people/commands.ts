import type { CommandSpec } from '../../app/commands';

export const peopleCommands: readonly CommandSpec[] = [
  { id: 'people.cases', title: 'people:command.cases', key: '1' },
  { id: 'people.review', title: 'people:command.review', key: '2' },
  { id: 'people.addLine', title: 'people:command.addLine', key: 'L' },
  { id: 'people.close', title: 'people:command.close', key: 'T' },
  { id: 'people.cancel', title: 'people:command.cancel', key: null },
  { id: 'people.keep', title: 'people:command.keep', key: 'G' },
  { id: 'people.change', title: 'people:command.change', key: 'M' },
  { id: 'people.disable', title: 'people:command.disable', key: 'D' },
  { id: 'people.sign', title: 'people:command.sign', key: 'S' },
  { id: 'people.export', title: 'people:command.export', key: 'C' },
];
