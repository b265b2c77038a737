import type { ElectronApi } from './electronApi';

/**
 * `sirrius-console --cli …`: the terminal commands in the packaged app, on the runtime it brings. No window, no lock: reading
 * commands run beside an open console. Ends the program with the command's own exit code.
 */
export async function runCli(
  electron: Pick<ElectronApi, 'app' | 'utilityProcess'>,
  entry: string,
  words: readonly string[],
): Promise<void> {
  await electron.app.whenReady();
  const child = electron.utilityProcess.fork(entry, [...words], { serviceName: 'Sirrius Console command', stdio: 'inherit' });
  child.once('exit', (code) => electron.app.exit(code));
}
