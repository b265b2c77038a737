import { ensureBuild } from './build/build.ts';
import { modulePath, ROOT } from './paths.ts';
import { run } from './run.ts';

/** The smoke suite of the desktop app. It runs wherever Electron's runtime and a display are there, and is skipped by name elsewhere. */
const built = await ensureBuild();
const runner = [modulePath('vitest', 'vitest.mjs'), 'run', '--project', 'electron', '--reporter=verbose'];
process.exitCode = built === 0 ? await run(process.execPath, [...runner, ...process.argv.slice(2)], { cwd: ROOT }) : built;
