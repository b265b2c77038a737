import { ensureBuild } from './build/build.ts';
import { modulePath, ROOT } from './paths.ts';
import { run } from './run.ts';
import { obtainChromium } from './test/chromium.ts';

/** `npm run pictures`: takes the README's pictures of the console as it is now, playing a tape of its own. */
async function main(): Promise<number> {
  const built = await ensureBuild();
  if (built !== 0) return built;
  const chromium = obtainChromium(process.env, (text) => void process.stderr.write(`${text}\n`));
  if (chromium.path === null) {
    process.stderr.write(`No pictures: ${chromium.why}.\n`);
    return 1;
  }
  const words = [modulePath('vitest', 'vitest.mjs'), 'run', '--config', 'test/pictures/vitest.config.ts', '--root', ROOT];
  return run(process.execPath, words, { cwd: ROOT, env: { ...process.env, SIRRIUS_CHROMIUM: chromium.path } });
}

process.exitCode = await main();
