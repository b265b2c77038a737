import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Surroundings, startConsole } from '../../electron/main/console';
import { type electronDouble, electronDouble as makeDouble, TrayDouble, WindowDouble } from './double';

/** A menu entry as the double keeps it: clicked without a window, as no test has one. */
interface Entry {
  readonly label?: string;
  readonly role?: string;
  readonly accelerator?: string;
  readonly click?: () => void;
}

const ID = '0123456789abcdef0123456789abcdef';
let electron: ReturnType<typeof electronDouble>;
let planned: (() => void)[];
let now: number;

beforeEach(() => {
  electron = makeDouble();
  electron.facts.userData = mkdtempSync(join(tmpdir(), 'sirrius-console-'));
  planned = [];
  now = 0;
});

function start(args: readonly string[] = [], more: Partial<Surroundings> = {}): Promise<void> {
  const schedule = (act: () => void) => planned.push(act);
  return startConsole(electron.api, {
    args,
    platform: 'linux',
    dist: '/dist',
    icon: '/icon.png',
    now: () => now,
    schedule,
    ...more,
  });
}

const main = (): WindowDouble => {
  const [window] = WindowDouble.created;
  if (window === undefined) throw new Error('no window was opened');
  return window;
};

describe('the start', () => {
  it('opens one window on the console, shown when it has something to show', async () => {
    await start();
    expect(main().loaded).toEqual(['app://console/']);
    expect(main().options.show).toBe(false);
    expect(main().calls).toEqual([]);
    main().events.emit('ready-to-show');
    expect(main().calls).toEqual(['show']);
  });

  it('runs the backend with its data below the user’s own folder, or where it is told', async () => {
    await start(['--feed', 'simulation']);
    expect(electron.children[0]?.entry).toBe(join('/dist', 'backend', 'utility.js'));
    expect(electron.children[0]?.args).toEqual(['--data-dir', join(electron.facts.userData, 'data'), '--feed', 'simulation']);
    await start(['--data-dir', '/elsewhere']);
    expect(electron.children[1]?.args).toEqual(['--data-dir', '/elsewhere']);
  });

  it('hands over to the console that already runs', async () => {
    electron.facts.first = false;
    await start();
    expect(electron.seen.calls).toEqual(['quit']);
    expect(WindowDouble.created).toEqual([]);
  });

  it('sandboxes and registers its scheme before the app is ready', async () => {
    await start();
    const order = electron.seen.calls;
    expect(order.indexOf('enableSandbox')).toBeLessThan(order.indexOf('whenReady'));
    expect(order.indexOf('registerSchemesAsPrivileged')).toBeLessThan(order.indexOf('whenReady'));
    expect(order).toContain('protocol client sirrius');
  });

  it('leaves links to an installed app alone while it is being developed', async () => {
    electron.facts.packaged = false;
    await start();
    expect(electron.seen.calls).not.toContain('protocol client sirrius');
  });

  it('runs a terminal command without a window and without the lock', async () => {
    electron.facts.first = false;
    await start(['--cli', 'verify']);
    expect(electron.children[0]?.args).toEqual(['verify']);
    expect(WindowDouble.created).toEqual([]);
  });
});

describe('links and second starts', () => {
  it('open the first window on the signal when a link started the program', async () => {
    await start([`sirrius://signal/${ID}`]);
    expect(main().loaded).toEqual([`app://console/signals/${ID}`]);
  });

  it('wait for the window when macOS tells of one before the program is ready', async () => {
    const started = start([], { platform: 'darwin' });
    let prevented = 0;
    electron.app.emit('open-url', { preventDefault: () => (prevented += 1) }, 'sirrius://settings/x');
    electron.app.emit('open-url', { preventDefault: () => (prevented += 1) }, `sirrius://signal/${ID}`);
    electron.app.emit('second-instance', {}, ['console']);
    await started;
    expect(prevented).toBe(2);
    expect(main().loaded).toEqual([`app://console/signals/${ID}`]);
  });

  it('lead the open window to the signal and bring it to the front', async () => {
    await start();
    main().minimized = true;
    electron.app.emit('second-instance', {}, ['console', `sirrius://signal/${ID}`]);
    expect(main().calls).toEqual(['restore', 'show', 'focus']);
    expect(main().webContents.sent).toContainEqual({ channel: 'shell:navigate', value: `/signals/${ID}` });
    expect(WindowDouble.created).toHaveLength(1);
  });

  it('only bring the window to the front when the second start names nothing', async () => {
    await start();
    electron.app.emit('second-instance', {}, ['console']);
    expect(main().calls).toEqual(['show', 'focus']);
    expect(main().webContents.sent.filter(({ channel }) => channel === 'shell:navigate')).toEqual([]);
  });
});

describe('windows', () => {
  it('come back where they were, maximized if they were, and on a screen that exists', async () => {
    await start();
    main().bounds = { x: 50, y: 60, width: 1000, height: 700 };
    main().maximized = true;
    main().close();
    await start();
    const [, again] = WindowDouble.created;
    expect(again?.options).toMatchObject({ x: 50, y: 60, width: 1000, height: 700 });
    expect(again?.maximized).toBe(true);
    expect(Object.keys(JSON.parse(readFileSync(join(electron.facts.userData, 'windows.json'), 'utf8')))).toEqual(['main']);
  });

  it('use a second monitor while it is there', async () => {
    electron.facts.displays = [...electron.facts.displays, { id: 2, workArea: { x: 1920, y: 0, width: 1280, height: 1024 } }];
    await start();
    main().bounds = { x: 2000, y: 10, width: 1000, height: 700 };
    main().close();
    await start();
    expect(WindowDouble.created[1]?.options.x).toBe(2000);
    WindowDouble.created[1]?.close();
    electron.facts.displays = electron.facts.displays.slice(0, 1);
    await start();
    expect(WindowDouble.created[2]?.options.x).toBe(460);
  });

  it('hear how the backend is, as long as they are open', async () => {
    await start();
    electron.children[0]?.says({ type: 'ready' });
    expect(main().webContents.sent).toEqual([{ channel: 'shell:backend-state', value: { state: 'ready' } }]);
    main().close();
    electron.children[0]?.exits(1);
    expect(main().webContents.sent).toHaveLength(1);
  });

  it('stand beside the sentence of a backend that cannot run', async () => {
    await start();
    electron.children[0]?.says({ type: 'refused', sentence: 'The data directory is in use.' });
    expect(electron.seen.errors).toEqual(['The data directory is in use.']);
  });

  it('reload a page that died, but not one that dies at once again', async () => {
    await start();
    const crash = (reason: string) => main().webContents.events.emit('render-process-gone', {}, { reason });
    crash('clean-exit');
    expect(main().webContents.reloads).toBe(0);
    now += 20_000;
    crash('crashed');
    expect(main().webContents.reloads).toBe(1);
    now += 5_000;
    crash('oom');
    expect(main().webContents.reloads).toBe(1);
    now += 20_000;
    main().webContents.destroyed = true;
    crash('crashed');
    expect(main().webContents.reloads).toBe(1);
  });
});

describe('the menu and the tray', () => {
  const items = (label: string) => {
    const top = electron.seen.menus[0]?.find((item) => item.label === label);
    return (Array.isArray(top?.submenu) ? top.submenu : []) as unknown as readonly Entry[];
  };

  it('speak French, and English where the system does', async () => {
    await start();
    expect(electron.seen.menus[0]?.map(({ label }) => label)).toEqual([
      'Fichier',
      'Édition',
      'Écrans',
      'Affichage',
      'Fenêtre',
      'Aide',
    ]);
    electron.facts.locale = 'en-US';
    await start();
    expect(electron.seen.menus[1]?.map(({ label }) => label)).toEqual(['File', 'Edit', 'Screens', 'View', 'Window', 'Help']);
  });

  it('lead to every screen and open a window of its own', async () => {
    await start();
    for (const item of items('Écrans')) item.click?.();
    const led = main().webContents.sent.filter(({ channel }) => channel === 'shell:navigate');
    expect(led.map(({ value }) => value)).toEqual(['/market', '/signals', '/quarantine', '/health', '/audit', '/settings']);
    items('Fichier')[0]?.click?.();
    expect(WindowDouble.created[1]?.loaded).toEqual(['app://console/market?window=1']);
  });

  it('claims no key that a French keyboard cannot reach', async () => {
    await start();
    const keys = ['Fichier', 'Écrans', 'Affichage', 'Aide'].flatMap((label) =>
      items(label).map(({ accelerator }) => accelerator ?? ''),
    );
    expect(keys.filter((key) => /[[\]/?²]|\+\d$/.test(key))).toEqual([]);
  });

  it('offers the developer’s tools only to developers', async () => {
    await start();
    expect(items('Affichage').some(({ role }) => role === 'toggleDevTools')).toBe(false);
    electron.facts.packaged = false;
    await start();
    const developing = electron.seen.menus[1]?.find(({ label }) => label === 'Affichage')?.submenu;
    expect(developing).toContainEqual({ role: 'toggleDevTools' });
  });

  it('does without a tray where there is none', async () => {
    TrayDouble.exists = false;
    await start();
    expect(main().loaded).toEqual(['app://console/']);
    electron.app.emit('will-quit', { preventDefault: () => undefined });
  });

  it('opens the console from the tray and quits from its menu', async () => {
    await start();
    const [tray] = TrayDouble.created;
    tray?.events.emit('click');
    expect(main().calls).toEqual(['show', 'focus']);
    const entries = (tray?.menu ?? []) as unknown as readonly Entry[];
    entries[0]?.click?.();
    entries[2]?.click?.();
    expect(electron.seen.calls.at(-1)).toBe('quit');
  });
});

describe('the end', () => {
  it('waits for the backend to finish writing', async () => {
    await start();
    let prevented = 0;
    const quit = () => electron.app.emit('will-quit', { preventDefault: () => (prevented += 1) });
    quit();
    expect(prevented).toBe(1);
    expect(TrayDouble.created[0]?.destroyed).toBe(true);
    expect(electron.seen.calls).not.toContain('quit');
    electron.children[0]?.exits(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(electron.seen.calls).toContain('quit');
    quit();
    expect(prevented, 'the second time nothing is in the way').toBe(1);
  });

  it('follows the last window, except on a Mac, where the dock opens a new one', async () => {
    await start();
    electron.app.emit('window-all-closed');
    expect(electron.seen.calls).toContain('quit');
    electron = makeDouble();
    electron.facts.userData = mkdtempSync(join(tmpdir(), 'sirrius-console-'));
    await start([], { platform: 'darwin' });
    main().close();
    electron.app.emit('window-all-closed');
    expect(electron.seen.calls).not.toContain('quit');
    electron.app.emit('activate');
    expect(WindowDouble.created).toHaveLength(2);
  });
});
