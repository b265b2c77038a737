import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from './build/build.ts';
import { modulePath, ROOT } from './paths.ts';
import { run } from './run.ts';
import { obtainChromium } from './test/chromium.ts';
import { TOTALS_FILE } from './test/totals.ts';

const REPORTERS = ['--reporter=default', '--reporter=./scripts/test/totals.ts'];
const say = (text: string) => void process.stderr.write(`${text}\n`);

/** All tests of the project. Further arguments go to the runner, such as a part of a file's name. */
async function main(): Promise<number> {
  const totals = join(ROOT, 'out', 'test-totals.json');
  rmSync(totals, { force: true });
  const built = await ensureBuild();
  if (built !== 0) return built;
  const { SIRRIUS_CHROMIUM: _, ...env } = process.env;
  const chromium = obtainChromium(process.env, say);
  if (chromium.path === null) say(`The end-to-end tests are skipped: ${chromium.why}.`);
  else say(`The end-to-end tests use ${chromium.path} (from ${chromium.from}).`);
  return run(process.execPath, [modulePath('vitest', 'vitest.mjs'), 'run', ...REPORTERS, ...process.argv.slice(2)], {
    cwd: ROOT,
    env: { ...env, [TOTALS_FILE]: totals, ...(chromium.path === null ? {} : { SIRRIUS_CHROMIUM: chromium.path }) },
  });
}

process.exitCode = await main();
