import { resolve } from 'node:path';
import { type FileVerdict, verifyFile } from '../../../../shared/features/register/verifyFile';
import { sha256Hex, sha256Running } from '../../kit/hash';
import type { Anchor } from '../../store/anchor';
import type { Terminal } from './terminal';
import { VerifyUsage } from './verifyArgs';

/** Checks an exported register by its text alone. Exit code 0, 1 with the first broken entry, or 2. */
export async function verifyRegister(file: string, anchors: readonly Anchor[], terminal: Terminal): Promise<number> {
  const verdict = judge(linesOf(file, terminal), anchors);
  switch (verdict.state) {
    case 'holds': {
      const { entries, stubs, head } = verdict;
      await terminal.out(`register: ${entries} entries hold, ${stubs} left out by the filter, head ${head}\n`);
      await terminal.out(`anchors: ${verdict.anchors} compared\n`);
      return 0;
    }
    case 'broken': {
      const where = verdict.sequence === null ? `line ${verdict.line}` : `entry ${verdict.sequence} (line ${verdict.line})`;
      await terminal.out(`register: broken at ${where}: ${verdict.reason}\n`);
      return 1;
    }
    case 'unusable':
      throw new VerifyUsage(`${file}: ${verdict.reason}`);
  }
}

function judge(lines: readonly string[], anchors: readonly Anchor[]): FileVerdict {
  const anchored = anchors.flatMap(({ at, register }) => {
    return register === undefined || register[0] === 0 ? [] : [{ at, sequence: register[0], hash: register[1] }];
  });
  const walk = verifyFile(lines, anchored, { sha256: sha256Hex, running: sha256Running });
  for (;;) {
    const step = walk.next();
    if (step.done === true) return step.value;
  }
}

function linesOf(file: string, terminal: Terminal): string[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(terminal.read(resolve(terminal.env.INIT_CWD ?? process.cwd(), file)));
  } catch (error) {
    throw new VerifyUsage(`${file} cannot be read`, { cause: error });
  }
  const lines = text.split('\n');
  // Every line ends with a line feed; a last one without it was cut.
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
