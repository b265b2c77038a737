import { parseArgs } from 'node:util';

export interface RestoreArgs {
  /** A folder of points, or one point of it. */
  readonly from: string;
  readonly dataDir: string;
  readonly recoveryCode: string;
  readonly passphraseStdin: boolean;
}

export const RESTORE_USAGE = `restore --from FOLDER_OR_FILE --data-dir EMPTY_DIR --recovery-code CODE [--passphrase-stdin]
  Puts the newest sound point of the console (or the named one) into an empty data directory, when the database itself is lost.
  Asks for the owner's recovery code, and for the backup passphrase on standard input where the point is encrypted.
  The console then shows the restore until a second person has countersigned it.
  Exit code 0: restored and compared. 1: the point is damaged or the code is wrong. 2: there is nothing to restore from or to.
`;

/** A reason to stop with exit code 2. */
export class RestoreUsage extends Error {}

const OPTIONS = {
  from: { type: 'string' },
  'data-dir': { type: 'string' },
  'recovery-code': { type: 'string' },
  'passphrase-stdin': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

export function readRestoreArgs(args: readonly string[]): RestoreArgs | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  const needed = (name: 'from' | 'data-dir' | 'recovery-code') => {
    const value = values[name];
    if (value === undefined || value === '') throw new RestoreUsage(`--${name} is needed`);
    return value;
  };
  return {
    from: needed('from'),
    dataDir: needed('data-dir'),
    recoveryCode: needed('recovery-code'),
    passphraseStdin: values['passphrase-stdin'] ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new RestoreUsage(error instanceof Error ? (error.message.split('. ', 1)[0] ?? error.message) : String(error));
  }
}
