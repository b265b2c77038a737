import { spawn } from 'node:child_process';
import { modulePath, ROOT } from './paths.ts';
import { exitCodeOf } from './run.ts';

interface Step {
  readonly name: string;
  readonly args: readonly string[];
}

const SIDES = ['shared', 'backend', 'main', 'preload', 'renderer', 'test'];

/** Everything that can be said of the program without running it; TypeScript 7 checks each side with its own library and types. */
const STEPS: readonly Step[] = [
  ...SIDES.map((side) => ({
    name: `types ${side}`,
    args: [modulePath('typescript-7', 'bin', 'tsc'), '-p', `tsconfig.${side}.json`],
  })),
  {
    name: 'arrows',
    args: [
      modulePath('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'shared',
      'electron',
      'renderer',
      'test',
      'scripts',
    ],
  },
  { name: 'lint', args: [modulePath('@biomejs', 'biome', 'bin', 'biome'), 'ci', '--colors=off', '.'] },
  { name: 'dead code', args: [modulePath('knip', 'bin', 'knip.js')] },
];

/** Runs one step with its output held back, so that two at a time never mix their lines. */
function runStep({ name, args }: Step): Promise<boolean> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('close', (code, signal) => {
      const passed = exitCodeOf(code, signal) === 0;
      console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
      if (!passed) console.log(Buffer.concat(output).toString('utf8').trimEnd());
      resolve(passed);
    });
  });
}

async function worker(queue: Step[]): Promise<boolean> {
  let passed = true;
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) passed = (await runStep(step)) && passed;
  return passed;
}

const queue = [...STEPS];
const results = await Promise.all([worker(queue), worker(queue)]);
process.exitCode = results.every(Boolean) ? 0 : 1;
