import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { downloadArtifact } from '@electron/get';

export type Runtime = { readonly found: true; readonly program: string } | { readonly found: false; readonly why: string };

export interface RuntimeOptions {
  /** The `electron` package: holds the version, the checksums, the installer and, once fetched, the runtime. */
  readonly packageDir: string;
  /** Where a failed attempt is remembered. */
  readonly memory: string;
  readonly now: () => number;
  readonly say: (text: string) => void;
  readonly beginWithinMs: number;
}

/** Once bytes flow, silence this long means that the rest will not come either. */
const STALL_MS = 30_000;
const ASK_AGAIN_MS = 24 * 3_600_000;

/**
 * Electron's program, if it is installed or can be fetched. The package's own installer unpacks it; the download happens here
 * so that it shows progress and is given up when it does not begin. A failure is remembered for a day: a desk behind a closed
 * network must not wait at each start. The mirror is settable the way `@electron/get` documents (`ELECTRON_MIRROR`).
 */
export async function electronRuntime(options: RuntimeOptions): Promise<Runtime> {
  const installed = installedProgram(options.packageDir);
  if (installed !== null) return { found: true, program: installed };
  const version = versionOf(options.packageDir);
  const remembered = recall(options, version);
  if (remembered !== null) return { found: false, why: remembered };
  try {
    await download(options, version);
    install(options.packageDir);
  } catch (fault) {
    return { found: false, why: remember(options, version, fault instanceof Error ? fault.message : String(fault)) };
  }
  rmSync(options.memory, { force: true });
  const program = installedProgram(options.packageDir);
  return program === null ? { found: false, why: "Electron's installer left no program" } : { found: true, program };
}

/** The program of an installed runtime, or null. */
export function installedProgram(packageDir: string): string | null {
  const pathFile = join(packageDir, 'path.txt');
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : dist === undefined ? null : 'electron';
  if (name === null) return null;
  const program = join(dist ?? join(packageDir, 'dist'), name);
  return existsSync(program) ? program : null;
}

function versionOf(packageDir: string): string {
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string };
  return version;
}

async function download(options: RuntimeOptions, version: string): Promise<void> {
  const giveUp = new AbortController();
  const fail = (why: string) => () => giveUp.abort(new Error(why));
  let silence = setTimeout(fail(`its download did not begin within ${options.beginWithinMs / 1000} s`), options.beginWithinMs);
  const progress = progressLine(version, options.say);
  try {
    await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: JSON.parse(readFileSync(join(options.packageDir, 'checksums.json'), 'utf8')) as Record<string, string>,
      ...(process.env.electron_config_cache === undefined ? {} : { cacheRoot: process.env.electron_config_cache }),
      downloadOptions: {
        quiet: true,
        signal: giveUp.signal,
        getProgressCallback: async (state: { percent: number; total: number | null }) => {
          clearTimeout(silence);
          silence = setTimeout(fail('its download stopped half-way'), STALL_MS);
          progress(state.percent, state.total);
        },
      },
    });
  } catch (fault) {
    // What fetch throws on an abort hides the reason that was given to it.
    throw giveUp.signal.aborted ? giveUp.signal.reason : fault;
  } finally {
    clearTimeout(silence);
  }
}

function progressLine(version: string, say: (text: string) => void): (percent: number, total: number | null) => void {
  let shown = -1;
  return (percent, total) => {
    const tenth = Math.floor(percent * 10);
    if (tenth === shown) return;
    shown = tenth;
    const size = total === null ? '' : ` of ${Math.round(total / 1e6)} MB`;
    say(`Fetching Electron ${version}: ${tenth * 10} %${size}`);
  };
}

/** The package's own installer finds the archive in the cache and unpacks it. */
function install(packageDir: string): void {
  const { status, stderr } = spawnSync(process.execPath, [join(packageDir, 'install.js')], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`its installer failed: ${stderr.trim().split('\n', 1)[0] ?? ''}`);
}

interface Answer {
  readonly version: string;
  readonly at: number;
  readonly why: string;
}

function recall({ memory, now }: RuntimeOptions, version: string): string | null {
  const answer = readAnswer(memory);
  if (answer === null) return null;
  const age = now() - answer.at;
  if (answer.version !== version || age < 0 || age > ASK_AGAIN_MS) return null;
  return `${answer.why} (remembered; delete ${memory} to try again)`;
}

function readAnswer(memory: string): Answer | null {
  try {
    return JSON.parse(readFileSync(memory, 'utf8')) as Answer;
  } catch {
    // None there, or one that was cut off while it was written: then it is asked again.
    return null;
  }
}

function remember({ memory, now, say }: RuntimeOptions, version: string, fault: string): string {
  const why = `Electron's runtime is not installed and ${fault.split('\n', 1)[0]}`;
  try {
    mkdirSync(dirname(memory), { recursive: true });
    writeFileSync(memory, JSON.stringify({ version, at: now(), why }));
  } catch (error) {
    // A project that somebody else installed: it only costs the next start these seconds again.
    say(`This answer could not be remembered: ${error instanceof Error ? error.message : String(error)}`);
  }
  return why;
}
