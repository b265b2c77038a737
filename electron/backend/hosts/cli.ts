import { main } from './cli/main';
import { processTerminal } from './cli/terminal';

/** The entry of the terminal commands. Everything written has been taken over by then, so the process may end at once. */
process.exit(await main(process.argv.slice(2), processTerminal()));
