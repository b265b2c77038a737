import {
  type DesktopShell,
  isConsolePath,
  type PickedFile,
  type PickRequest,
  PORT_MESSAGE,
  type SaveRequest,
  type Shell,
} from '../../shared/base/shell';
import { client } from './client';

declare global {
  interface Window {
    /** Put there by the desktop's preload. */
    readonly sirriusShell?: DesktopShell;
  }
}

/** The program around the screens: the desktop's bridge where there is one, else the browser's own means. */
export const shell: Shell = window.sirriusShell ?? webShell();

function webShell(): Shell {
  const navigations = new Set<(path: string) => void>();
  const shown = new Set<string>();
  return {
    kind: 'web',
    notify: async (notice) => {
      if (!('Notification' in window) || Notification.permission !== 'granted' || shown.has(notice.id)) return false;
      shown.add(notice.id);
      const native = new Notification(notice.title, {
        body: notice.body,
        tag: notice.id,
        requireInteraction: notice.urgency === 'urgent',
      });
      native.addEventListener('click', () => {
        window.focus();
        native.close();
        if (notice.link !== null) for (const listener of navigations) listener(notice.link);
      });
      return true;
    },
    openWindow,
    pickFile,
    saveFile,
    openExternal: async (url) => window.open(url, '_blank', 'noopener,noreferrer') !== null,
    secureStorage: async () => 'passphrase',
    onNavigate: (listener) => {
      navigations.add(listener);
      return () => navigations.delete(listener);
    },
    // A browser sees its backend only through the link, which tells its own state.
    onBackendState: () => () => undefined,
  };
}

/** A window of its own needs a session of its own: it is bought with a one-time token, in the fragment as at the first start. */
async function openWindow(path: string): Promise<boolean> {
  if (!isConsolePath(path)) return false;
  // Opened before the answer arrives, or the browser would take it for a pop-up nobody asked for.
  const opened = window.open('about:blank', '_blank', 'popup,width=1100,height=760');
  if (opened === null) return false;
  try {
    const { token } = await client.access.windowToken();
    opened.location.replace(`${window.location.origin}${path}${path.includes('?') ? '&' : '?'}window=1#token=${token}`);
    return true;
  } catch (error) {
    opened.close();
    throw error;
  }
}

function pickFile(request: PickRequest): Promise<PickedFile | null> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = request.extensions.map((extension) => `.${extension}`).join(',');
    input.addEventListener('cancel', () => resolve(null));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file === undefined || file.size > request.maxBytes) return resolve(null);
      file.arrayBuffer().then((bytes) => resolve({ name: file.name, bytes }), reject);
    });
    input.click();
  });
}

async function saveFile(file: SaveRequest): Promise<boolean> {
  const url = URL.createObjectURL(new Blob([file.bytes], { type: file.mime }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = file.name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return true;
}

/** Waits for a port of the desktop's shell. */
export function nextPort(desktop: DesktopShell): (signal: AbortSignal) => Promise<MessagePort> {
  return (signal) =>
    new Promise((resolve, reject) => {
      const hear = (event: MessageEvent) => {
        const port = event.ports[0];
        if (event.source !== window || event.data !== PORT_MESSAGE || port === undefined) return;
        window.removeEventListener('message', hear);
        resolve(port);
      };
      window.addEventListener('message', hear);
      signal.addEventListener('abort', () => {
        window.removeEventListener('message', hear);
        reject(new Error('no port came'));
      });
      desktop.requestPort();
    });
}
