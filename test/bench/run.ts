import { fork } from 'node:child_process';
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';
import { ensureBuild } from '../../scripts/build/build.ts';
import { ROOT } from '../../scripts/paths.ts';
import { obtainChromium } from '../../scripts/test/chromium.ts';
import type { BenchRow } from './bench.ts';

const OUT = join(ROOT, 'out', 'bench');
const REPORT = join(ROOT, 'out', 'bench.json');

/** What a bench finds beside its source stays there when it is bundled elsewhere. */
const sourcePlaces: Plugin = {
  name: 'source-places',
  transform: (code, id) =>
    code.includes('import.meta.') && !id.includes('node_modules')
      ? code
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
          .replaceAll('import.meta.filename', JSON.stringify(id))
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
      : null,
};

/** Bundles like the backend: what is measured is the code that ships, not what a test runner makes of it. */
async function bundle(files: readonly string[]): Promise<void> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    plugins: [sourcePlaces],
    build: {
      ssr: true,
      outDir: OUT,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(files.map((file) => [basename(file, '.bench.ts'), file])),
        output: { entryFileNames: '[name].js' },
      },
    },
  });
}

/** Runs one bench in a process of its own: what another one made the compiler believe must not count. */
function measure(name: string): Promise<readonly BenchRow[]> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, ['--measure', join(OUT, `${name}.js`)], { cwd: ROOT, execArgv: ['--expose-gc'] });
    let rows: readonly BenchRow[] | null = null;
    child.once('message', (message) => {
      rows = message as readonly BenchRow[];
    });
    child.once('close', (code) => (rows === null ? reject(new Error(`bench ${name} ended with ${code}`)) : resolve(rows)));
  });
}

function print(name: string, rows: readonly BenchRow[]): void {
  console.log(`\n${name}`);
  for (const { name: what, value, unit, ratio, ratioTo, reach, reached, note } of rows) {
    const verdict = reached === null ? 'not measured' : reached ? 'reached' : 'FALLS SHORT';
    const figure = `${value.toLocaleString('en', { maximumSignificantDigits: 4 })} ${unit}`;
    const compared = ratio === undefined ? '' : `  ${ratio.toPrecision(3)}× ${ratioTo ?? ''}`;
    console.log(
      `  ${verdict.padEnd(12)} ${what.padEnd(48)} ${figure.padStart(22)}${compared}  (reach: ${reach})${note === undefined ? '' : `  ${note}`}`,
    );
  }
}

async function runAll(filter: string): Promise<number> {
  const built = await ensureBuild();
  if (built !== 0) return built;
  const chromium = obtainChromium(process.env, console.error);
  if (chromium.path !== null) process.env.SIRRIUS_CHROMIUM = chromium.path;
  const files = globSync('test/bench/**/*.bench.ts', { cwd: ROOT })
    .filter((file) => file.includes(filter))
    .sort();
  await bundle(files.map((file) => join(ROOT, file)));
  const report: Record<string, readonly BenchRow[]> = {};
  const failed: string[] = [];
  for (const name of files.map((file) => basename(file, '.bench.ts'))) {
    try {
      report[name] = await measure(name);
      print(name, report[name]);
    } catch (fault) {
      failed.push(name);
      console.error(fault instanceof Error ? fault.message : fault);
    }
  }
  mkdirSync(dirname(REPORT), { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memory: totalmem() };
  writeFileSync(REPORT, `${JSON.stringify({ machine, report, failed }, null, 2)}\n`);
  console.log(`\nThe report is in ${REPORT}.`);
  return failed.length === 0 ? 0 : 1;
}

const [mode, file] = process.argv.slice(2);
if (mode === '--measure' && file !== undefined) {
  const { bench } = (await import(pathToFileURL(file).href)) as { bench: () => Promise<readonly BenchRow[]> };
  const rows = await bench();
  process.send?.(rows, () => process.exit(0));
} else {
  process.exitCode = await runAll(mode ?? '');
}
