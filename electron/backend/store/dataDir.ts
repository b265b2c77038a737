import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the console keeps its data unless told otherwise: the folder that Electron gives the desktop app (`userData`), so that
 * the desktop, the browser console and the terminal commands see the same records.
 */
export function defaultDataDir(env: Environment, platform: NodeJS.Platform = process.platform): string {
  return join(applicationFolder(env, platform), 'sirrius-console', 'data');
}

function applicationFolder(env: Environment, platform: NodeJS.Platform): string {
  const home = env.HOME ?? homedir();
  if (platform === 'win32') return env.APPDATA ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env.XDG_CONFIG_HOME ?? join(home, '.config');
}
