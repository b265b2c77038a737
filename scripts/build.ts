import { build } from './build/build.ts';

const started = performance.now();
process.exitCode = await build(process.argv.slice(2));
if (process.exitCode === 0) process.stderr.write(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.\n`);
