import type { WebFrameMain, WebPreferences } from 'electron';
import type { ContentsPart, ElectronApi } from './electronApi';

export const ORIGIN = 'app://console';

/** Pages that the console's own screens lead to. Everything else an operator copies by hand. */
const EXTERNAL_HOSTS: ReadonlySet<string> = new Set([
  'www.tradingview.com',
  'www.binance.com',
  'status.kraken.com',
  'www.kraken.com',
]);

/** A page gets nothing of Node and nothing of Electron but the bridge; each is written out so that a changed default cannot undo it. */
export function pagePreferences(preload: string, developing: boolean): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    devTools: developing,
  };
}

export function isOwnPage(url: string): boolean {
  return url === ORIGIN || url.startsWith(`${ORIGIN}/`);
}

/** Whether a message comes from the top of one of our own pages: a frame inside it, or a page it was led to, is a stranger. */
export function isTrustedSender(frame: Pick<WebFrameMain, 'parent' | 'url'> | null): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}

/** Whether an address may be handed to the system: https, a host of the list, no user name and no port to deceive with. */
export function isAllowedOutside(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === '' && EXTERNAL_HOSTS.has(url.hostname)
  );
}

/** Opens an allowed address in the system's browser; false for any other. */
export async function openOutside({ shell }: Pick<ElectronApi, 'shell'>, address: string): Promise<boolean> {
  if (!isAllowedOutside(address)) return false;
  await shell.openExternal(address);
  return true;
}

/** Before `ready`: every page of the program, whoever creates it, is sandboxed and stays where it is. */
export function hardenApp(electron: Pick<ElectronApi, 'app' | 'shell'>): void {
  electron.app.enableSandbox();
  electron.app.on('web-contents-created', (_event, contents) => hardenPage(electron, contents));
}

function hardenPage(electron: Pick<ElectronApi, 'shell'>, contents: ContentsPart): void {
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    // A link of our own screens (the chart's attribution) opens outside; a window of ours is only ever opened by the shell.
    void openOutside(electron, url);
    return { action: 'deny' };
  });
}

/** After `ready`: pages are refused every permission and every device. What they need comes over the bridge. */
export function denyPermissions({ session }: Pick<ElectronApi, 'session'>): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);
}
