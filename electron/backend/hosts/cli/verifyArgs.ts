export interface VerifyArgs {
  /** As given; null for the usual directory. */
  readonly dataDir: string | null;
  /** A copy of the anchors kept elsewhere; null for the one in the data directory. */
  readonly anchors: string | null;
}

export const VERIFY_USAGE = `verify [--data-dir DIR] [--anchors FILE]
  Walks the journal and the sealed signals and says whether anything was changed, removed or put in another order.
  Exit code 0: both hold. 1: the first broken row is named. 2: there is nothing that can be checked.
`;

/** A reason to stop with exit code 2. */
export class VerifyUsage extends Error {}

export function readVerifyArgs(args: readonly string[]): VerifyArgs | 'help' {
  const found: { dataDir: string | null; anchors: string | null } = { dataDir: null, anchors: null };
  for (let index = 0; index < args.length; index += 2) {
    const flag = args[index];
    if (flag === '--help') return 'help';
    const name = flag === '--data-dir' ? 'dataDir' : flag === '--anchors' ? 'anchors' : null;
    if (name === null) throw new VerifyUsage(`unknown argument ${flag}`);
    const value = args[index + 1];
    if (value === undefined || value.startsWith('--')) throw new VerifyUsage(`${flag} needs a value`);
    if (found[name] !== null) throw new VerifyUsage(`${flag} is given twice`);
    found[name] = value;
  }
  return found;
}
