import { STRATEGIES } from '../../../../shared/features/signals/strategies/registry';
import type { RecoveryCheck } from '../../store/backup/lostRestore';
import { replayCommand } from './replay';
import type { Terminal } from './terminal';

/** A terminal command: its arguments in, its exit code out (0 done, 1 found a fault, 2 bad usage or input). */
type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  replay: (args, terminal) => replayCommand(args, terminal, STRATEGIES),
  train: async (args, terminal) => (await import('./train')).trainCommand(args, terminal),
  // Loaded when asked for: a replay needs no database.
  verify: async (args, terminal) => (await import('./verify')).verifyCommand(args, terminal),
  prove: async (args, terminal) => (await import('./prove')).proveCommand(args, terminal, STRATEGIES),
  restore: async (args, terminal) => (await import('./restore')).restoreCommand(args, terminal, await recoveryCheck()),
  'backup-proof': async (args, terminal) => (await import('./backupProof')).backupProofCommand(args, terminal),
};

/** A lost database is brought back by whoever may manage accounts in it, proven by a recovery code of theirs. */
async function recoveryCheck(): Promise<RecoveryCheck> {
  const { recoveryHolder } = await import('../../features/access/credentials');
  const { operatorsOf } = await import('../../features/access/directory');
  const { manages } = await import('../../features/access/acts');
  return async (read, code) => {
    const holder = recoveryHolder(read, code);
    const operator = holder === null ? undefined : operatorsOf(read).byId(holder);
    return operator?.state === 'active' && manages(operator) ? { operator: operator.id } : 'wrong';
  };
}

/** Runs `argv` = command name and its arguments; the same from npm, from the packaged app and from tests. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...args] = argv;
  const command = name === undefined || !Object.hasOwn(COMMANDS, name) ? undefined : COMMANDS[name];
  if (command === undefined) {
    terminal.problem(`unknown command; there are: ${Object.keys(COMMANDS).join(', ')}`);
    return 2;
  }
  return command(args, terminal);
}
