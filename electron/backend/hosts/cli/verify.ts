import { resolve } from 'node:path';
import { type Anchor, anchorPath, readAnchors } from '../../store/anchor';
import { type ChainProgress, walkAudit, walkRegister, walkSeals } from '../../store/chainWalk';
import { defaultDataDir } from '../../store/dataDir';
import { openStoreForReading } from '../../store/open';
import { StoreRefusal } from '../../store/refusal';
import { storeSentence } from '../../store/sentences';
import type { Reader } from '../../store/types';
import type { Terminal } from './terminal';
import { readVerifyArgs, VERIFY_USAGE, type VerifyArgs, VerifyUsage } from './verifyArgs';
import { verifyRegister } from './verifyRegister';

/**
 * `verify`: walks the audit chain, the chain of sealed signals and the register, beside a running console or without one, or
 * checks an exported register by itself. Exit code 0 when all of it holds, 1 with the first broken row, 2 when there is nothing usable to check.
 */
export async function verifyCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const read = readVerifyArgs(args);
    if (read === 'help') {
      await terminal.out(VERIFY_USAGE);
      return 0;
    }
    return await verify(read, terminal);
  } catch (error) {
    const line = unusable(error, terminal);
    if (line === null) throw error;
    terminal.problem(`verify: ${line}`);
    return 2;
  }
}

async function verify(args: VerifyArgs, terminal: Terminal): Promise<number> {
  const base = terminal.env.INIT_CWD ?? process.cwd();
  if (args.register !== null) {
    const elsewhere = args.anchors === null ? [] : anchorsOf(resolve(base, args.anchors), true);
    return verifyRegister(args.register, elsewhere, terminal);
  }
  const dataDir = args.dataDir === null ? defaultDataDir(terminal.env) : resolve(base, args.dataDir);
  // Before the rows: an anchor written later would know rows that this walk has not seen.
  const anchors = anchorsOf(args.anchors === null ? anchorPath(dataDir) : resolve(base, args.anchors), args.anchors !== null);
  const store = openStoreForReading({ dataDir });
  try {
    return await walkAll(store.read, anchors, terminal);
  } finally {
    store.close();
  }
}

async function walkAll(read: Reader, anchors: readonly Anchor[], terminal: Terminal): Promise<number> {
  const audit = await tell('audit', walkAudit(read, anchors), terminal);
  const seals = await tell('seals', walkSeals(read, anchors), terminal);
  const register = await tell('register', walkRegister(read, anchors), terminal);
  await terminal.out(`anchors: ${anchors.length} compared\n`);
  return audit && seals && register ? 0 : 1;
}

async function tell(name: string, walk: Iterable<ChainProgress>, terminal: Terminal): Promise<boolean> {
  for (const { finished, broken, checked } of walk) {
    if (broken !== null) {
      await terminal.out(`${name}: broken at row ${broken.sequence}: ${broken.reason} (${checked} rows before it hold)\n`);
      return false;
    }
    if (finished) await terminal.out(`${name}: ${checked} rows hold\n`);
  }
  return true;
}

function anchorsOf(path: string, asked: boolean): Anchor[] {
  try {
    const anchors = readAnchors(path);
    if (anchors.length === 0 && asked) throw new VerifyUsage(`${path} holds no anchors`);
    return anchors;
  } catch (error) {
    if (error instanceof VerifyUsage) throw error;
    throw new VerifyUsage(`the anchors in ${path} cannot be read`, { cause: error });
  }
}

/** The line for a person; null for what is a fault of the program. */
function unusable(error: unknown, terminal: Terminal): string | null {
  if (error instanceof VerifyUsage) return error.message;
  if (error instanceof StoreRefusal) return storeSentence(error, terminal.env.LANG?.startsWith('fr') ? 'fr' : 'en');
  return null;
}
