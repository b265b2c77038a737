export interface VerifyArgs {
  /** As given; null for the usual directory. */
  readonly dataDir: string | null;
  /** A copy of the anchors kept elsewhere; null for the one in the data directory. */
  readonly anchors: string | null;
  /** An exported register, checked by itself; null to walk the data directory. */
  readonly register: string | null;
}

export const VERIFY_USAGE = `verify [--data-dir DIR] [--anchors FILE]
  Walks the journal, the sealed signals and the register and says whether anything was changed, removed or put in another order.
verify --register FILE [--anchors FILE]
  Checks an exported register without opening the console's data, against the anchors in it and those of a file kept elsewhere.
  Exit code 0: all of it holds. 1: the first broken row is named. 2: there is nothing that can be checked.
`;

/** A reason to stop with exit code 2. */
export class VerifyUsage extends Error {}

const FLAGS = { '--data-dir': 'dataDir', '--anchors': 'anchors', '--register': 'register' } as const;

export function readVerifyArgs(args: readonly string[]): VerifyArgs | 'help' {
  const found: { dataDir: string | null; anchors: string | null; register: string | null } = {
    dataDir: null,
    anchors: null,
    register: null,
  };
  for (let index = 0; index < args.length; index += 2) {
    const flag = args[index] ?? '';
    if (flag === '--help') return 'help';
    const name = Object.hasOwn(FLAGS, flag) ? FLAGS[flag as keyof typeof FLAGS] : null;
    if (name === null) throw new VerifyUsage(`unknown argument ${flag}`);
    const value = args[index + 1];
    if (value === undefined || value.startsWith('--')) throw new VerifyUsage(`${flag} needs a value`);
    if (found[name] !== null) throw new VerifyUsage(`${flag} is given twice`);
    found[name] = value;
  }
  if (found.register !== null && found.dataDir !== null)
    throw new VerifyUsage('--register checks a file by itself: leave --data-dir out');
  return found;
}
