export interface CommandLine {
  /** The words after `--cli`: a terminal command; null when windows are wanted. */
  readonly cli: readonly string[] | null;
  /** What the backend reads, the data directory apart. */
  readonly backend: readonly string[];
  readonly dataDir: string | null;
}

const FOR_BACKEND = ['--feed', '--instrument', '--speed'];

/**
 * Reads the arguments after the program (and, unpackaged, after the app's folder). Lenient on purpose: Chromium's own switches
 * and deep links stand among them, and the backend refuses values that make no sense. `--port` is dropped: the desktop listens on none.
 */
export function readCommandLine(args: readonly string[]): CommandLine {
  const cli = args.indexOf('--cli');
  if (cli >= 0) return { cli: args.slice(cli + 1), backend: [], dataDir: null };
  const backend = FOR_BACKEND.flatMap((flag) => {
    const value = argumentOf(args, flag);
    return value === null ? [] : [flag, value];
  });
  return { cli: null, backend, dataDir: argumentOf(args, '--data-dir') };
}

function argumentOf(args: readonly string[], flag: string): string | null {
  const joined = args.find((argument) => argument.startsWith(`${flag}=`));
  if (joined !== undefined) return joined.slice(flag.length + 1);
  const at = args.indexOf(flag);
  return at < 0 ? null : (args[at + 1] ?? null);
}
