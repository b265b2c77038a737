import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DesktopShell } from '../../shared/base/shell';
import { Events } from './double';

/** The page's side of Electron: the bridge keeps what is exposed, the channel keeps what is asked. */
const page = { exposed: new Map<string, DesktopShell>(), invoked: [] as unknown[][], sent: [] as string[], events: new Events() };
const posted: unknown[][] = [];

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: DesktopShell) => page.exposed.set(name, value) },
  ipcRenderer: {
    on: page.events.on,
    removeListener: page.events.off,
    send: (channel: string) => page.sent.push(channel),
    invoke: async (...args: unknown[]) => {
      page.invoked.push(args);
      return args[0] === 'shell:backend-state' ? { state: 'ready' } : `answer to ${String(args[0])}`;
    },
  },
}));
vi.stubGlobal('window', { location: { origin: 'app://console' }, postMessage: (...args: unknown[]) => posted.push(args) });

let shell: DesktopShell;

beforeEach(async () => {
  await import('../../electron/preload/preload');
  const exposed = page.exposed.get('sirriusShell');
  if (exposed === undefined) throw new Error('the bridge exposes no shell');
  shell = exposed;
});

describe('the bridge', () => {
  it('exposes one object, with exactly the members of its interface', () => {
    expect([...page.exposed.keys()]).toEqual(['sirriusShell']);
    expect(Object.keys(shell).sort()).toEqual([
      'kind',
      'notify',
      'onBackendState',
      'onNavigate',
      'openExternal',
      'openWindow',
      'pickFile',
      'requestPort',
      'saveFile',
      'secureStorage',
    ]);
    expect(shell.kind).toBe('desktop');
  });

  it('asks the shell on a channel of its own for each', async () => {
    const notice = { id: '1', title: 't', body: 'b', urgency: 'info', link: null } as const;
    const file = { name: 'a.csv', mime: 'text/csv', bytes: new ArrayBuffer(1) };
    const request = { title: 'x', extensions: ['csv'], maxBytes: 1 };
    expect(await shell.notify(notice)).toBe('answer to shell:notify');
    await shell.openWindow('/market');
    await shell.pickFile(request);
    await shell.saveFile(file);
    await shell.openExternal('https://www.tradingview.com/');
    await shell.secureStorage();
    expect(page.invoked).toEqual([
      ['shell:notify', notice],
      ['shell:open-window', '/market'],
      ['shell:pick-file', request],
      ['shell:save-file', file],
      ['shell:open-external', 'https://www.tradingview.com/'],
      ['shell:secure-storage'],
    ]);
  });

  it('hands a port on to its own page and to no other origin', () => {
    shell.requestPort();
    expect(page.sent).toEqual(['shell:port']);
    const port = { port: true };
    page.events.emit('shell:port', { ports: [port] });
    expect(posted).toEqual([['sirrius:port', 'app://console', [port]]]);
  });

  it('passes on where to go, without the event, until it is told to stop', () => {
    const heard: unknown[][] = [];
    const stop = shell.onNavigate((...args) => heard.push(args));
    page.events.emit('shell:navigate', { sender: 'secret' }, '/signals/1');
    stop();
    page.events.emit('shell:navigate', {}, '/signals/2');
    expect(heard).toEqual([['/signals/1']]);
  });

  it('tells how the backend is at once and at every change', async () => {
    const heard: unknown[] = [];
    const stop = shell.onBackendState((state) => heard.push(state));
    await new Promise((resolve) => setImmediate(resolve));
    page.events.emit('shell:backend-state', {}, { state: 'starting' });
    stop();
    expect(heard).toEqual([{ state: 'ready' }, { state: 'starting' }]);
    expect(page.events.count('shell:backend-state')).toBe(0);
  });
});
