import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Until its input ends it does nothing; then it says how long its loop was held at most, ms. */
const SOURCE = `
const histogram = require('node:perf_hooks').monitorEventLoopDelay({ resolution: 1 });
histogram.enable();
process.stdin.resume().on('end', () => console.log(histogram.max / 1e6 - 1));
`;

/** What the machine itself does to a loop meanwhile: a process without work beside the one that is measured. */
export function startIdleProcess(): { readonly stop: () => Promise<number> } {
  const child = spawn(process.execPath, ['-e', SOURCE], { stdio: ['pipe', 'pipe', 'inherit'] });
  const said = new Promise<number>((resolve) =>
    createInterface({ input: child.stdout }).once('line', (line) => resolve(Number(line))),
  );
  return {
    stop: () => {
      child.stdin.end();
      return said;
    },
  };
}
