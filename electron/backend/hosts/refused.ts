import { FileFault } from '../engine/tape/fileFault';
import { StoreRefusal } from '../store/refusal';
import { storeSentence } from '../store/sentences';
import { BadFlags } from './flags';

type Environment = Readonly<Record<string, string | undefined>>;

/** French first: English only where the environment says so. */
export function languageOf(env: Environment): 'fr' | 'en' {
  return (env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '').toLowerCase().startsWith('en') ? 'en' : 'fr';
}

const PORT_IN_USE = {
  fr: (port: number) =>
    `Le port ${port} est déjà pris. Fermez l'autre programme, ou choisissez un autre port avec --port (0 : n'importe lequel).`,
  en: (port: number) =>
    `Port ${port} is already taken. Close the other program, or choose another port with --port (0: any free one).`,
};

/** One sentence for what keeps the backend from running and that a person can put right; null for a bug. */
export function refusalSentence(error: unknown, env: Environment, port: number): string | null {
  const language = languageOf(env);
  if (error instanceof StoreRefusal) return storeSentence(error, language);
  if (error instanceof BadFlags) return error.message;
  if (error instanceof FileFault) return `--feed: ${error.message}`;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'EADDRINUSE' || code === 'EACCES' ? PORT_IN_USE[language](port) : null;
}
