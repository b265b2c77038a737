import { build } from './build/build.ts';

const started = performance.now();
process.exitCode = await build();
if (process.exitCode === 0) process.stderr.write(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.\n`);
