import { join } from 'node:path';
import { ensureBuild } from './build/build.ts';
import { DIST } from './paths.ts';
import { callersFolder, run } from './run.ts';

/** `npm run replay`, `npm run verify`, `npm run prove`: the backend's own terminal commands, built first if need be. Stdout and stderr are the command's alone. */
const built = await ensureBuild('backend');
const cli = [join(DIST, 'backend', 'cli.js'), ...process.argv.slice(2)];
process.exitCode = built === 0 ? await run(process.execPath, cli, { cwd: callersFolder() }) : 1;
