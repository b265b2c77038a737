import { ensureBuild } from './build/build.ts';
import { modulePath, ROOT } from './paths.ts';
import { run } from './run.ts';

/** Packages for this system, or for those that the arguments name (`--linux`, `--win`, `--mac`). Needs to fetch Electron's runtime. */
const built = await ensureBuild();
const builder = [modulePath('electron-builder', 'cli.js'), '--config', 'electron-builder.yml', '--publish', 'never'];
process.exitCode = built === 0 ? await run(process.execPath, [...builder, ...process.argv.slice(2)], { cwd: ROOT }) : built;
