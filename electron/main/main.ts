import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
} from 'electron';
import { startConsole } from './console';
import type { ElectronApi } from './electronApi';

const electron: ElectronApi = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
};

const dist = join(import.meta.dirname, '..');

startConsole(electron, {
  // Unpackaged, the app's folder stands between the program and its arguments.
  args: process.argv.slice(app.isPackaged ? 1 : 2),
  platform: process.platform,
  dist,
  icon: join(dist, '..', 'resources', 'icons', 'icon.png'),
  now: Date.now,
  schedule: (act, ms) => setTimeout(act, ms).unref(),
}).catch((fault: unknown) => {
  dialog.showErrorBox('Sirrius Console', fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
  app.exit(1);
});
