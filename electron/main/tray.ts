import type { ElectronApi, TrayPart } from './electronApi';
import type { Windows } from './windows';
import type { ShellWords } from './words';

/**
 * A shortcut to the main window where the system has a place for one; null where it has none. On some desktops the icon is
 * accepted and never shown, so nothing may depend on it. The caller keeps the result: a collected icon disappears.
 */
export function createTray(
  electron: Pick<ElectronApi, 'app' | 'Menu' | 'Tray'>,
  icon: string,
  words: ShellWords,
  windows: Windows,
): TrayPart | null {
  let tray: TrayPart;
  try {
    tray = new electron.Tray(icon);
  } catch {
    return null;
  }
  const open = () => windows.showMain();
  tray.setToolTip('Sirrius Console');
  tray.setContextMenu(
    electron.Menu.buildFromTemplate([
      { label: words.open, click: open },
      { type: 'separator' },
      { label: words.quit, click: () => electron.app.quit() },
    ]),
  );
  tray.on('click', open);
  return tray;
}
