import { isConsolePath } from '../../shared/base/shell';
import { CHANNELS } from '../preload/channels';
import { placeWindow, SMALLEST } from './bounds';
import type { BoundsFile } from './boundsFile';
import type { ElectronApi, WindowPart } from './electronApi';
import { ORIGIN, pagePreferences } from './security';

export interface Windows {
  /** Brings the main window to the front, creating it if need be, and leads it to `path` when one is given. */
  showMain(path?: string): void;
  /** Opens a screen in a window of its own. False when `path` is not a path of the console. */
  openDetached(path: string): boolean;
  /** Sends to every open page. */
  broadcast(channel: string, value: unknown): void;
}

export interface WindowsOptions {
  readonly bounds: BoundsFile;
  readonly preload: string;
  readonly icon: string;
  readonly now: () => number;
}

const MAIN = 'main';
/** A page that dies twice within this time is left as it is: reloading it for ever would only hide the fault. */
const CRASH_LOOP_MS = 10_000;

export function createWindows(electron: ElectronApi, options: WindowsOptions): Windows {
  const open = new Set<WindowPart>();
  let main: WindowPart | null = null;

  function create(key: string, path: string): WindowPart {
    const { maximized, ...place } = placeWindow(options.bounds.get(key), workAreas(electron));
    const window = new electron.BrowserWindow({
      ...place,
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      title: 'Sirrius Console',
      icon: options.icon,
      webPreferences: pagePreferences(options.preload, !electron.app.isPackaged),
    });
    if (maximized) window.maximize();
    open.add(window);
    window.once('ready-to-show', () => window.show());
    window.on('close', () => options.bounds.set(key, { ...window.getNormalBounds(), maximized: window.isMaximized() }));
    window.on('closed', () => {
      open.delete(window);
      if (window === main) main = null;
    });
    reloadAfterCrash(window, options.now);
    void window.loadURL(ORIGIN + path);
    return window;
  }

  return {
    showMain: (path) => {
      if (main === null) {
        main = create(MAIN, path ?? '/');
        return;
      }
      if (main.isMinimized()) main.restore();
      main.show();
      main.focus();
      if (path !== undefined) main.webContents.send(CHANNELS.navigate, path);
    },
    openDetached: (path) => {
      if (!isConsolePath(path)) return false;
      create(path.split(/[/?]/, 2)[1] ?? MAIN, `${path}${path.includes('?') ? '&' : '?'}window=1`);
      return true;
    },
    broadcast: (channel, value) => {
      for (const { webContents } of open) webContents.send(channel, value);
    },
  };
}

function reloadAfterCrash(window: WindowPart, now: () => number): void {
  let lastCrash = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const quick = now() - lastCrash < CRASH_LOOP_MS;
    lastCrash = now();
    if (reason !== 'clean-exit' && !quick && !window.isDestroyed()) window.webContents.reload();
  });
}

/** The primary screen comes first: that is where a window without a place goes. */
function workAreas({ screen }: Pick<ElectronApi, 'screen'>) {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary.workArea, ...others.map(({ workArea }) => workArea)] as const;
}
