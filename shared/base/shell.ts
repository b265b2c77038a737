/**
 * What a screen may ask of the program around it, whichever that is: the desktop application or a browser tab.
 * Two implementations: the preload's bridge (`window.sirriusShell`) and the browser's in `renderer/app`.
 */
export interface Shell {
  readonly kind: 'desktop' | 'web';
  /** Shows the system's own notification; a click leads to `link`. False when the system shows none: the centre is the truth. */
  notify(notice: ShellNotice): Promise<boolean>;
  /** Opens a screen in a window of its own. `path` is a path of the console, such as `/signals/0123…`. */
  openWindow(path: string): Promise<boolean>;
  /** Lets the operator choose one file and reads it; null when he thinks better of it or the file is over `maxBytes`. */
  pickFile(request: PickRequest): Promise<PickedFile | null>;
  /** Offers bytes to be kept as a file. False when nothing was saved. */
  saveFile(file: SaveRequest): Promise<boolean>;
  /** Opens a page of the allow-list outside the console. False when it is not on the list. */
  openExternal(url: string): Promise<boolean>;
  secureStorage(): Promise<SecureStorageState>;
  /** Where a deep link, a notification or a menu entry leads: a path of the console. Returns how to stop listening. */
  onNavigate(listener: (path: string) => void): () => void;
  onBackendState(listener: (state: BackendState) => void): () => void;
}

/** The desktop's bridge also brings the way to the backend: each call makes one port, which comes as a window message. */
export interface DesktopShell extends Shell {
  readonly kind: 'desktop';
  /** Asks for a port. It arrives as a `message` event whose data is `PORT_MESSAGE` and whose first port is the backend's. */
  requestPort(): void;
}

/** The data of the window message that carries a port: a port cannot cross the context bridge itself. */
export const PORT_MESSAGE = 'sirrius:port';

export interface ShellNotice {
  /** The notice's id: several windows may tell the same one, and it is shown once. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly urgency: 'info' | 'attention' | 'urgent';
  readonly link: string | null;
}

export interface PickRequest {
  readonly title: string;
  /** Without the dot, such as `csv`. */
  readonly extensions: readonly string[];
  readonly maxBytes: number;
}

export interface PickedFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

export interface SaveRequest {
  readonly name: string;
  readonly mime: string;
  readonly bytes: ArrayBuffer;
}

/**
 * How well secrets are kept here. `weak` is Linux without a key ring: the system would write them with a key that anyone
 * can read, so a passphrase protects them instead. `locked` is a key ring that the operator has to open first.
 */
export type SecureStorageState = 'protected' | 'weak' | 'locked' | 'passphrase';

/** The life of the backend as the shell sees it. `retryInMs` says when the next start is tried. */
export type BackendState =
  | { readonly state: 'starting' | 'ready' }
  | { readonly state: 'restarting'; readonly attempt: number; readonly retryInMs: number }
  /** It said why it cannot run (a data directory in use, a file from a newer version): no start is tried until the next launch. */
  | { readonly state: 'refused'; readonly sentence: string };

const PATH = /^\/(?:[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*)?(?:\?[A-Za-z0-9_=&%.,:+-]*)?$/;
const PATH_LENGTH = 512;

/** Whether a text may be used as a path of the console: no scheme, no host, no dots, no fragment, nothing to unescape twice. */
export function isConsolePath(value: unknown): value is string {
  return typeof value === 'string' && value.length <= PATH_LENGTH && PATH.test(value);
}
