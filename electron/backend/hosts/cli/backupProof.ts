import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { POLICY_LINES } from '../../../../shared/features/backups/lines';
import { inboxOf, tokenHolder } from '../../features/backups/supervision';
import { systemIds } from '../../kit/ids';
import { defaultDataDir } from '../../store/dataDir';
import { openStoreForReading } from '../../store/open';
import { StoreRefusal } from '../../store/refusal';
import { storeSentence } from '../../store/sentences';
import { languageOf } from '../refused';
import type { Terminal } from './terminal';

const USAGE = `backup-proof --line ID --token TOKEN [--at ISO_TIME] [--data-dir DIR]
  Tells the console that one of the company's own backups went well; for the end of a backup job.
  Lines: ${POLICY_LINES.map(({ id }) => id).join(', ')}
  Exit code 0: taken, the console records it within half a minute or at its next start. 1: refused. 2: not understood.
`;

const OPTIONS = {
  line: { type: 'string' },
  token: { type: 'string' },
  at: { type: 'string' },
  'data-dir': { type: 'string' },
  help: { type: 'boolean' },
} as const;

const WORDS = {
  token: { fr: 'Ce jeton est inconnu ou révoqué.', en: 'This token is unknown or revoked.' },
  line: { fr: 'Cette ligne n’existe pas ; voyez --help.', en: 'There is no such line; see --help.' },
  at: { fr: '--at attend une date ISO 8601 passée.', en: '--at takes an ISO 8601 time that is not in the future.' },
};

/** `backup-proof`: leaves the proof in the inbox of the data directory, whether the console runs or not. */
export async function backupProofCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const language = languageOf(terminal.env);
  const say = (line: string, code: number) => {
    terminal.problem(`backup-proof: ${line}`);
    return code;
  };
  const values = parsed(args);
  if (typeof values === 'string') return say(values, 2);
  if (values.help === true) {
    await terminal.out(USAGE);
    return 0;
  }
  const { line, token } = values;
  if (line === undefined || token === undefined) return say('--line and --token are needed', 2);
  const at = values.at === undefined ? terminal.now() : Date.parse(values.at);
  if (!Number.isFinite(at) || at > terminal.now()) return say(WORDS.at[language], 2);
  if (!POLICY_LINES.some(({ id }) => id === line)) return say(WORDS.line[language], 1);
  const base = terminal.env.INIT_CWD ?? process.cwd();
  const dataDir = values['data-dir'] === undefined ? defaultDataDir(terminal.env) : resolve(base, values['data-dir']);
  try {
    if (!known(dataDir, token)) return say(WORDS.token[language], 1);
  } catch (error) {
    if (error instanceof StoreRefusal) return say(storeSentence(error, language), 2);
    throw error;
  }
  leave(dataDir, { line, at, token }, systemIds({ now: () => terminal.now() })());
  await terminal.out(`${line}: ${new Date(at).toISOString()}\n`);
  return 0;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ', 1)[0] ?? error.message) : String(error);
  }
}

function known(dataDir: string, token: string): boolean {
  const store = openStoreForReading({ dataDir });
  try {
    return tokenHolder(store.read, token) !== null;
  } finally {
    store.close();
  }
}

/** Whole or not there: the console reads names that end in `.json` only. */
function leave(dataDir: string, proof: object, id: string): void {
  const inbox = inboxOf(dataDir);
  mkdirSync(inbox, { recursive: true, mode: 0o700 });
  const path = join(inbox, `${id}.new`);
  writeFileSync(path, JSON.stringify(proof), { mode: 0o600, flush: true });
  renameSync(path, join(inbox, `${id}.json`));
}
