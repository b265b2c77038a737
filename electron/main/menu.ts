import type { MenuItemConstructorOptions } from 'electron';
import type { ElectronApi } from './electronApi';
import type { Windows } from './windows';
import type { ShellWords } from './words';

/** The screens in the order of the rail. */
const SCREENS = ['market', 'signals', 'quarantine', 'health', 'audit', 'settings'] as const;

/**
 * The application menu. Screens' own keys are the page's, rebindable there: a menu that claimed them would swallow them. No entry
 * has a default on `[ ] / ? ²` or Ctrl+digit, which a French keyboard reaches with a shift or not at all.
 */
export function setMenu(electron: Pick<ElectronApi, 'app' | 'Menu'>, words: ShellWords, windows: Windows): void {
  const screens = SCREENS.map((screen) => ({ label: words[screen], click: () => windows.showMain(`/${screen}`) }));
  const template: MenuItemConstructorOptions[] = [
    {
      label: words.file,
      submenu: [
        { label: words.newWindow, accelerator: 'CmdOrCtrl+Shift+N', click: () => void windows.openDetached('/market') },
        { type: 'separator' },
        { label: words.close, role: 'close' },
        { label: words.quit, role: 'quit' },
      ],
    },
    { label: words.edit, role: 'editMenu' },
    { label: words.screens, submenu: screens },
    { label: words.view, submenu: viewItems(electron.app.isPackaged) },
    { label: words.window, role: 'windowMenu' },
    { label: words.help, role: 'help', submenu: [{ label: words.about, role: 'about' }] },
  ];
  electron.app.setAboutPanelOptions({ applicationName: 'Sirrius Console', applicationVersion: electron.app.getVersion() });
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(template));
}

function viewItems(packaged: boolean): MenuItemConstructorOptions[] {
  const always: MenuItemConstructorOptions[] = [{ role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }];
  return packaged ? always : [{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }, ...always];
}
