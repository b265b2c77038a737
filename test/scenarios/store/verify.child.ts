import { processTerminal } from '../../../electron/backend/hosts/cli/terminal';
import { verifyCommand } from '../../../electron/backend/hosts/cli/verify';

/** The verify command in a process of its own. */
process.exitCode = await verifyCommand(process.argv.slice(2), processTerminal());
