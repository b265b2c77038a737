import type * as Electron from 'electron';

/**
 * The part of Electron that the shell uses, in Electron's own types: `main.ts` hands over the real one, tests a double that has
 * to satisfy the same signatures.
 */
export interface ElectronApi {
  readonly app: AppPart;
  readonly BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => WindowPart;
  readonly dialog: Pick<Electron.Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showErrorBox'>;
  readonly ipcMain: Pick<Electron.IpcMain, 'handle' | 'on'>;
  readonly Menu: {
    buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): MenuPart;
    setApplicationMenu(menu: MenuPart): void;
  };
  readonly MessageChannelMain: new () => { readonly port1: Electron.MessagePortMain; readonly port2: Electron.MessagePortMain };
  readonly Notification: { new (options: Electron.NotificationConstructorOptions): NotificationPart; isSupported(): boolean };
  readonly powerMonitor: Pick<Electron.PowerMonitor, 'on'>;
  readonly protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;
  readonly safeStorage: Pick<
    Electron.SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >;
  readonly screen: Pick<Electron.Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  readonly session: { readonly defaultSession: SessionPart };
  readonly shell: Pick<Electron.Shell, 'openExternal'>;
  readonly Tray: new (image: string) => TrayPart;
  readonly utilityProcess: { fork(path: string, args: string[], options: Electron.ForkOptions): ChildPart };
}

export type AppPart = Pick<
  Electron.App,
  | 'enableSandbox'
  | 'exit'
  | 'getLocale'
  | 'getPath'
  | 'getVersion'
  | 'isPackaged'
  | 'on'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setAboutPanelOptions'
  | 'setAppUserModelId'
  | 'setAsDefaultProtocolClient'
  | 'whenReady'
>;
export type ContentsPart = Pick<
  Electron.WebContents,
  'id' | 'getURL' | 'isDestroyed' | 'on' | 'postMessage' | 'reload' | 'send' | 'setWindowOpenHandler'
>;
export type WindowPart = Pick<
  Electron.BrowserWindow,
  | 'focus'
  | 'getNormalBounds'
  | 'isDestroyed'
  | 'isMaximized'
  | 'isMinimized'
  | 'loadURL'
  | 'maximize'
  | 'on'
  | 'once'
  | 'restore'
  | 'show'
> & { readonly webContents: ContentsPart };
export type SessionPart = Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;
export type ChildPart = Pick<Electron.UtilityProcess, 'kill' | 'on' | 'once' | 'pid' | 'postMessage'>;
export type NotificationPart = Pick<Electron.Notification, 'on' | 'show'>;
export type TrayPart = Pick<Electron.Tray, 'destroy' | 'on' | 'setContextMenu' | 'setToolTip'>;
/** A built menu is only handed on. */
export type MenuPart = Electron.Menu;
