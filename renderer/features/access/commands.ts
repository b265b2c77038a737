import type { CommandSpec } from '../../app/commands';

export const operatorsCommands: readonly CommandSpec[] = [
  { id: 'operators.disable', title: 'access:command.disable', key: 'D' },
  { id: 'operators.enable', title: 'access:command.enable', key: 'E' },
  { id: 'operators.archive', title: 'access:command.archive', key: 'A' },
  { id: 'operators.cutSessions', title: 'access:command.cutSessions', key: 'C' },
  { id: 'operators.resetSecondFactor', title: 'access:command.resetSecondFactor', key: 'R' },
  { id: 'operators.renewInvitation', title: 'access:command.renewInvitation', key: 'N' },
];

export const rightsCommands: readonly CommandSpec[] = [];

export const accountCommands: readonly CommandSpec[] = [
  { id: 'account.endOthers', title: 'access:command.endOthers', key: null },
  { id: 'account.signOutEverywhere', title: 'access:command.signOutEverywhere', key: null },
];
