import type { CommandSpec } from '../../app/commands';

export const approvalsCommands: readonly CommandSpec[] = [
  { id: 'approvals.approve', title: 'approvals:command.approve', key: 'A' },
  { id: 'approvals.refuse', title: 'approvals:command.refuse', key: 'R' },
  { id: 'approvals.withdraw', title: 'approvals:command.withdraw', key: 'W' },
  { id: 'approvals.follow', title: 'approvals:command.follow', key: 'O' },
  { id: 'approvals.delegate', title: 'approvals:command.delegate', key: 'G' },
  { id: 'approvals.due', title: 'approvals:command.due', key: '1' },
  { id: 'approvals.mine', title: 'approvals:command.mine', key: '2' },
  { id: 'approvals.open', title: 'approvals:command.open', key: '3' },
  { id: 'approvals.decided', title: 'approvals:command.decided', key: '4' },
];
