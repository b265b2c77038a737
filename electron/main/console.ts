import { join } from 'node:path';
import { CHANNELS } from '../preload/channels';
import { type Backend, startBackend } from './backendProcess';
import { openBoundsFile } from './boundsFile';
import { runCli } from './cli';
import { type CommandLine, readCommandLine } from './commandLine';
import { deepLinkInArguments, deepLinkPath, LINK_SCHEME } from './deepLinks';
import type { ElectronApi, TrayPart } from './electronApi';
import { answerPages } from './ipc';
import { setMenu } from './menu';
import { createNotifications } from './notifications';
import { followPower } from './power';
import { registerScheme, serveScreens } from './protocol';
import { createSecrets } from './secrets';
import { denyPermissions, hardenApp } from './security';
import { createTray } from './tray';
import { createWindows, type Windows } from './windows';
import { shellWords } from './words';

export interface Surroundings {
  readonly args: readonly string[];
  readonly platform: NodeJS.Platform;
  /** The folder that holds `main`, `preload`, `backend` and `renderer`, as built. */
  readonly dist: string;
  readonly icon: string;
  readonly now: () => number;
  readonly schedule: (act: () => void, ms: number) => void;
}

/** Starts the desktop console, or one terminal command, or hands over to the console that already runs. */
export async function startConsole(electron: ElectronApi, around: Surroundings): Promise<void> {
  const line = readCommandLine(around.args);
  if (line.cli !== null) return runCli(electron, join(around.dist, 'backend', 'cli.js'), line.cli);
  if (!electron.app.requestSingleInstanceLock()) return electron.app.quit();
  hardenApp(electron);
  registerScheme(electron);
  const links = followLinks(electron, around.args);
  await electron.app.whenReady();
  const opened = open(electron, around, line);
  links.leadTo(opened.windows);
  stopWithLastWindow(electron, around.platform, opened);
}

interface Links {
  /** From now on links lead to windows; what came before decides where the first window starts. */
  leadTo(windows: Windows): void;
}

/** Listens before `ready`: macOS tells of the link that started the program as early as that. */
function followLinks({ app }: Pick<ElectronApi, 'app'>, args: readonly string[]): Links {
  let lead: Windows | null = null;
  let first = deepLinkInArguments(args);
  const follow = (path: string | null) => {
    if (lead !== null) lead.showMain(path ?? undefined);
    else first = path ?? first;
  };
  // Unpackaged, the program is Electron itself: the system would start that, without the console.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const path = deepLinkPath(url);
    if (path !== null) follow(path);
  });
  app.on('second-instance', (_event, theirs) => follow(deepLinkInArguments(theirs)));
  return {
    leadTo: (windows) => {
      lead = windows;
      windows.showMain(first ?? undefined);
    },
  };
}

interface Opened {
  readonly windows: Windows;
  readonly backend: Backend;
  readonly tray: TrayPart | null;
}

function open(electron: ElectronApi, around: Surroundings, line: CommandLine): Opened {
  const words = shellWords(electron.app.getLocale());
  const userData = electron.app.getPath('userData');
  electron.app.setAppUserModelId('com.sirrius.console');
  denyPermissions(electron);
  serveScreens(electron, join(around.dist, 'renderer'));
  const windows = createWindows(electron, {
    bounds: openBoundsFile(join(userData, 'windows.json')),
    preload: join(around.dist, 'preload', 'preload.cjs'),
    icon: around.icon,
    now: around.now,
  });
  const secrets = createSecrets(electron, around.platform);
  const backend = startBackend(electron, {
    entry: join(around.dist, 'backend', 'utility.js'),
    args: ['--data-dir', line.dataDir ?? join(userData, 'data'), ...line.backend],
    secrets,
    onState: (state) => {
      windows.broadcast(CHANNELS.backendState, state);
      if (state.state === 'refused') electron.dialog.showErrorBox('Sirrius Console', state.sentence);
    },
    schedule: around.schedule,
    now: around.now,
  });
  answerPages(electron, { backend, notifications: createNotifications(electron, windows), secrets, windows, words });
  followPower(electron, backend);
  setMenu(electron, words, windows);
  return { windows, backend, tray: createTray(electron, around.icon, words, windows) };
}

function stopWithLastWindow(
  { app }: Pick<ElectronApi, 'app'>,
  platform: NodeJS.Platform,
  { windows, backend, tray }: Opened,
): void {
  let stopped = false;
  // A Mac program outlives its windows; elsewhere it cannot lean on a tray, which may not exist.
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit();
  });
  app.on('activate', () => windows.showMain());
  app.on('will-quit', (event) => {
    if (stopped) return;
    // Named here so that it is held for as long as the program runs: an icon that is collected disappears.
    tray?.destroy();
    event.preventDefault();
    void backend.stop().then(() => {
      stopped = true;
      app.quit();
    });
  });
}
