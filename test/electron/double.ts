import type * as Electron from 'electron';
import type { ElectronApi } from '../../electron/main/electronApi';

type Listener = (...args: never[]) => unknown;

/** What a double hears and tells. Electron's `on` is a list of overloads per event; one general signature stands for them all. */
export class Events {
  readonly #listeners = new Map<string, Listener[]>();

  /** For the `on` and `once` members: cast once here, so that no test has to. */
  readonly on = ((event: string, listener: Listener) => {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }) as never;

  readonly off = ((event: string, listener: Listener) => {
    this.#listeners.set(
      event,
      (this.#listeners.get(event) ?? []).filter((known) => known !== listener),
    );
    return this;
  }) as never;

  emit(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...(args as never[]));
  }

  count(event: string): number {
    return this.#listeners.get(event)?.length ?? 0;
  }
}

/** One end of a channel; two of the same number belong together. */
export interface PortDouble {
  readonly channel: number;
  readonly end: 1 | 2;
}

export interface Posted {
  readonly channel: string;
  readonly message: unknown;
  readonly ports: readonly unknown[];
}

export class ContentsDouble {
  readonly events = new Events();
  readonly on = this.events.on;
  readonly id = 1;
  readonly sent: { channel: string; value: unknown }[] = [];
  readonly posted: Posted[] = [];
  openHandler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse = () => ({ action: 'allow' });
  destroyed = false;
  reloads = 0;

  readonly getURL = () => 'app://console/';
  readonly isDestroyed = () => this.destroyed;
  readonly reload = () => {
    this.reloads += 1;
  };
  readonly send = (channel: string, value: unknown) => void this.sent.push({ channel, value });
  readonly postMessage = (channel: string, message: unknown, ports: readonly unknown[] = []) =>
    void this.posted.push({ channel, message, ports });
  readonly setWindowOpenHandler = (handler: ContentsDouble['openHandler']) => {
    this.openHandler = handler;
  };
}

export class WindowDouble {
  static created: WindowDouble[] = [];
  readonly events = new Events();
  readonly on = this.events.on;
  readonly once = this.events.on;
  readonly webContents = new ContentsDouble();
  readonly calls: string[] = [];
  readonly loaded: string[] = [];
  bounds: Electron.Rectangle;
  maximized = false;
  minimized = false;

  constructor(readonly options: Electron.BrowserWindowConstructorOptions) {
    const { x = 0, y = 0, width = 0, height = 0 } = options;
    this.bounds = { x, y, width, height };
    WindowDouble.created.push(this);
  }

  readonly focus = () => void this.calls.push('focus');
  readonly show = () => void this.calls.push('show');
  readonly restore = () => void this.calls.push('restore');
  readonly maximize = () => {
    this.maximized = true;
  };
  readonly getNormalBounds = () => this.bounds;
  readonly isDestroyed = () => this.webContents.destroyed;
  readonly isMaximized = () => this.maximized;
  readonly isMinimized = () => this.minimized;
  readonly loadURL = async (url: string) => void this.loaded.push(url);

  close(): void {
    this.events.emit('close');
    this.webContents.destroyed = true;
    this.events.emit('closed');
  }
}

export class ChildDouble {
  readonly events = new Events();
  readonly on = this.events.on;
  readonly once = this.events.on;
  readonly pid = 4711;
  readonly posted: { message: unknown; ports: readonly unknown[] }[] = [];
  killed = false;

  constructor(
    readonly entry: string,
    readonly args: readonly string[],
    readonly options: Electron.ForkOptions,
  ) {}

  readonly postMessage = (message: unknown, ports: readonly unknown[] = []) => void this.posted.push({ message, ports });
  readonly kill = () => {
    this.killed = true;
    return true;
  };
  says(message: unknown): void {
    this.events.emit('message', message);
  }
  exits(code: number): void {
    this.events.emit('exit', code);
  }
}

export class NotificationDouble {
  static supported = true;
  static created: NotificationDouble[] = [];
  readonly events = new Events();
  readonly on = this.events.on;
  shown = 0;

  constructor(readonly options: Electron.NotificationConstructorOptions) {
    NotificationDouble.created.push(this);
  }

  static isSupported(): boolean {
    return NotificationDouble.supported;
  }
  readonly show = () => {
    this.shown += 1;
  };
}

export class TrayDouble {
  static created: TrayDouble[] = [];
  static exists = true;
  readonly events = new Events();
  readonly on = this.events.on;
  menu: readonly Electron.MenuItemConstructorOptions[] = [];
  destroyed = false;

  constructor(readonly image: string) {
    if (!TrayDouble.exists) throw new Error('no tray here');
    TrayDouble.created.push(this);
  }

  readonly setToolTip = () => undefined;
  readonly setContextMenu = (menu: unknown) => {
    this.menu = templateOf(menu);
  };
  readonly destroy = () => {
    this.destroyed = true;
  };
}

interface MenuDouble {
  readonly template: readonly Electron.MenuItemConstructorOptions[];
}

/** What a double of a menu was built from. */
export function templateOf(menu: unknown): MenuDouble['template'] {
  return (menu as MenuDouble).template;
}

type Handler = (event: { senderFrame: unknown }, value: unknown) => Promise<unknown>;

/** Electron for tests: every member satisfies the signature in electron.d.ts that the shell uses, and remembers what it was asked. */
export function electronDouble() {
  WindowDouble.created = [];
  NotificationDouble.created = [];
  NotificationDouble.supported = true;
  TrayDouble.created = [];
  TrayDouble.exists = true;
  const appEvents = new Events();
  const power = new Events();
  const ipc = new Events();
  const handlers = new Map<string, Handler>();
  const children: ChildDouble[] = [];
  const seen = {
    calls: [] as string[],
    schemes: [] as Electron.CustomScheme[],
    served: new Map<string, (request: Request) => Promise<Response>>(),
    menus: [] as MenuDouble['template'][],
    opened: [] as string[],
    errors: [] as string[],
    permission: {
      request: null as null | ((contents: never, permission: never, answer: (granted: boolean) => void, details: never) => void),
      check: null as null | (() => boolean),
      device: null as null | (() => boolean),
    },
  };
  const facts = {
    packaged: true,
    first: true,
    locale: 'fr-FR',
    userData: '/nowhere',
    displays: [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
    picked: { canceled: false, filePaths: [] as string[] },
    saved: { canceled: false, filePath: '' },
    storage: {
      backend: 'gnome_libsecret' as ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>,
      open: true,
      broken: false,
    },
  };
  let channels = 0;

  const api: ElectronApi = {
    app: {
      get isPackaged() {
        return facts.packaged;
      },
      enableSandbox: () => void seen.calls.push('enableSandbox'),
      exit: (code) => void seen.calls.push(`exit ${code}`),
      getLocale: () => facts.locale,
      getPath: () => facts.userData,
      getVersion: () => '9.9.9',
      on: appEvents.on,
      quit: () => void seen.calls.push('quit'),
      requestSingleInstanceLock: () => facts.first,
      setAboutPanelOptions: () => undefined,
      setAppUserModelId: () => undefined,
      setAsDefaultProtocolClient: (scheme) => seen.calls.push(`protocol client ${scheme}`) > 0,
      whenReady: async () => void seen.calls.push('whenReady'),
    },
    BrowserWindow: WindowDouble,
    dialog: {
      showErrorBox: (_title: string, text: string) => void seen.errors.push(text),
      showOpenDialog: async () => facts.picked,
      showSaveDialog: async () => facts.saved,
    },
    ipcMain: { on: ipc.on, handle: (channel, handler) => void handlers.set(channel, handler as Handler) },
    Menu: {
      buildFromTemplate: (template) => ({ template }) as never,
      setApplicationMenu: (menu) => void seen.menus.push(templateOf(menu)),
    },
    MessageChannelMain: class {
      readonly #channel = ++channels;
      readonly port1 = { channel: this.#channel, end: 1 } satisfies PortDouble as never;
      readonly port2 = { channel: this.#channel, end: 2 } satisfies PortDouble as never;
    },
    Notification: NotificationDouble,
    powerMonitor: { on: power.on },
    protocol: {
      registerSchemesAsPrivileged: (schemes) => {
        seen.calls.push('registerSchemesAsPrivileged');
        seen.schemes.push(...schemes);
      },
      handle: (scheme, handler) => void seen.served.set(scheme, async (request) => handler(request as never)),
    },
    safeStorage: {
      getSelectedStorageBackend: () => facts.storage.backend,
      isAsyncEncryptionAvailable: async () => facts.storage.open,
      encryptStringAsync: async (text) => {
        if (facts.storage.broken) throw new Error('the key ring was closed');
        return Buffer.from(text).reverse();
      },
      decryptStringAsync: async (sealed) => ({ result: Buffer.from(sealed).reverse().toString(), shouldReEncrypt: false }),
    },
    screen: {
      getAllDisplays: () => facts.displays as Electron.Display[],
      getPrimaryDisplay: () => facts.displays[0] as Electron.Display,
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler) => {
          seen.permission.request = handler as never;
        },
        setPermissionCheckHandler: (handler) => {
          seen.permission.check = handler as never;
        },
        setDevicePermissionHandler: (handler) => {
          seen.permission.device = handler as never;
        },
      },
    },
    shell: { openExternal: async (url) => void seen.opened.push(url) },
    Tray: TrayDouble,
    utilityProcess: {
      fork: (entry, args, options) => {
        const child = new ChildDouble(entry, args, options);
        children.push(child);
        return child;
      },
    },
  };

  /** Asks as a page would; by default the top frame of a page of our own. */
  async function ask(
    channel: string,
    value: unknown,
    senderFrame: unknown = { parent: null, url: 'app://console/market' },
  ): Promise<unknown> {
    const handler = handlers.get(channel);
    if (handler === undefined) throw new Error(`nobody answers ${channel}`);
    return handler({ senderFrame }, value);
  }

  return { api, app: appEvents, power, ipc, children, seen, facts, ask, handlers, windows: () => WindowDouble.created };
}
