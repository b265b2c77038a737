import { resolve } from 'node:path';
import { systemIds } from '../../kit/ids';
import { ErrandFailed } from '../../kit/worker';
import { LostRestoreFault, type RecoveryCheck, restoreLost } from '../../store/backup/lostRestore';
import { StoreRefusal } from '../../store/refusal';
import { storeSentence } from '../../store/sentences';
import { languageOf } from '../refused';
import { RESTORE_USAGE, type RestoreArgs, RestoreUsage, readRestoreArgs } from './restoreArgs';
import type { Terminal } from './terminal';

const SENTENCES: Readonly<Record<string, { readonly fr: string; readonly en: string; readonly exit: 1 | 2 }>> = {
  NO_POINT: {
    fr: 'Il n’y a là aucun point de la console avec son fichier .json. Indiquez le dossier des points avec --from.',
    en: 'There is no point of the console with its .json file. Name the folder of the points with --from.',
    exit: 2,
  },
  NOT_EMPTY: {
    fr: 'Le dossier de données n’est pas vide. Rien n’a été touché. Choisissez-en un vide avec --data-dir.',
    en: 'The data directory is not empty. Nothing was touched. Choose an empty one with --data-dir.',
    exit: 2,
  },
  MISSING_BASE: {
    fr: 'Ce point est incrémental et le point complet dont il dépend n’est pas dans le dossier.',
    en: 'This point is incremental, and the full one that it stands on is not in the folder.',
    exit: 2,
  },
  PASSPHRASE_NEEDED: {
    fr: 'Ce point est chiffré. Donnez la phrase de passe sur l’entrée standard avec --passphrase-stdin.',
    en: 'This point is encrypted. Give the passphrase on standard input with --passphrase-stdin.',
    exit: 2,
  },
  PASSPHRASE: { fr: 'La phrase de passe n’ouvre pas ce point.', en: 'The passphrase does not open this point.', exit: 1 },
  WRONG_CODE: {
    fr: 'Ce code de secours n’est celui d’aucun propriétaire de cette base. Rien n’a été laissé dans le dossier.',
    en: 'This recovery code belongs to no owner of this database. Nothing was left in the directory.',
    exit: 1,
  },
  DAMAGED: {
    fr: 'Ce point est endommagé. Essayez-en un plus ancien : nommez son fichier avec --from.',
    en: 'This point is damaged. Try an older one: name its file with --from.',
    exit: 1,
  },
  DIFFERS: {
    fr: 'Ce point ne redonne pas la base qui avait été copiée. Essayez-en un plus ancien : nommez son fichier avec --from.',
    en: 'This point does not give back the database that was copied. Try an older one: name its file with --from.',
    exit: 1,
  },
  NOT_SOUND: {
    fr: 'La base restaurée n’est pas saine. Essayez un point plus ancien : nommez son fichier avec --from.',
    en: 'The restored database is not sound. Try an older point: name its file with --from.',
    exit: 1,
  },
};

/**
 * `restore`: brings a lost database back into an empty directory.
 * Exit code 0 when it was restored and compared, 1 when the point or the code is wrong, 2 when there is nothing to go by.
 */
export async function restoreCommand(args: readonly string[], terminal: Terminal, check: RecoveryCheck): Promise<number> {
  const language = languageOf(terminal.env);
  try {
    const read = readRestoreArgs(args);
    if (read === 'help') {
      await terminal.out(RESTORE_USAGE);
      return 0;
    }
    return await restore(read, terminal, check);
  } catch (error) {
    if (error instanceof RestoreUsage) return problem(terminal, error.message, 2);
    if (error instanceof StoreRefusal) return problem(terminal, storeSentence(error, language), 2);
    const code = error instanceof LostRestoreFault || error instanceof ErrandFailed ? error.code : '';
    const sentence = SENTENCES[code];
    if (sentence === undefined) throw error;
    return problem(terminal, sentence[language], sentence.exit);
  }
}

function problem(terminal: Terminal, line: string, code: number): number {
  terminal.problem(`restore: ${line}`);
  return code;
}

async function restore(args: RestoreArgs, terminal: Terminal, check: RecoveryCheck): Promise<number> {
  const base = terminal.env.INIT_CWD ?? process.cwd();
  const { point, durationMs } = await restoreLost({
    from: resolve(base, args.from),
    dataDir: resolve(base, args.dataDir),
    // Descriptor 0: whatever is typed or piped, to its end.
    passphrase: args.passphraseStdin
      ? Buffer.from(terminal.read('/dev/stdin'))
          .toString('utf8')
          .replace(/\r?\n$/, '')
      : null,
    code: args.recoveryCode,
    check,
    now: () => terminal.now(),
    id: systemIds({ now: () => terminal.now() })(),
  });
  const rows = point.contents.audit?.sequence ?? 0;
  await terminal.out(`point: ${new Date(point.takenAt).toISOString()} ${point.file}\n`);
  await terminal.out(`restored and compared in ${durationMs} ms: ${rows} audit rows\n`);
  const next = {
    fr: 'Démarrez la console sur ce dossier ; une seconde personne doit contresigner cette restauration (Sauvegardes).',
    en: 'Start the console on this directory; a second person has to countersign this restore (Backups).',
  };
  await terminal.out(`${next[languageOf(terminal.env)]}\n`);
  return 0;
}
