import type { CommandSpec } from '../../app/commands';

export const directoryCommands: readonly CommandSpec[] = [{ id: 'directory.remove', title: 'directory:remove', key: 'Delete' }];
