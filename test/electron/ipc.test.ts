import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openBoundsFile } from '../../electron/main/boundsFile';
import { answerPages } from '../../electron/main/ipc';
import { createNotifications } from '../../electron/main/notifications';
import { createSecrets } from '../../electron/main/secrets';
import { createWindows } from '../../electron/main/windows';
import { shellWords } from '../../electron/main/words';
import { CHANNELS } from '../../electron/preload/channels';
import type { ShellNotice } from '../../shared/base/shell';
import { ContentsDouble, electronDouble, NotificationDouble } from './double';

let electron: ReturnType<typeof electronDouble>;
let connected: unknown[];
let folder: string;

beforeEach(() => {
  electron = electronDouble();
  connected = [];
  folder = mkdtempSync(join(tmpdir(), 'sirrius-ipc-'));
  const bounds = openBoundsFile(join(folder, 'windows.json'));
  const windows = createWindows(electron.api, { bounds, preload: '/p.cjs', icon: '/i.png', now: () => 0 });
  answerPages(electron.api, {
    backend: {
      state: { state: 'ready' },
      connect: (page) => connected.push(page),
      tell: () => undefined,
      stop: async () => undefined,
    },
    notifications: createNotifications(electron.api, windows),
    secrets: createSecrets(electron.api, 'linux'),
    windows,
    words: shellWords('en-GB'),
  });
});

const notice: ShellNotice = { id: 'n1', title: 'BTCUSDT long', body: 'Validated', urgency: 'attention', link: '/signals/a1' };

describe('who is answered', () => {
  const strangers = [
    ['a frame inside our page', { parent: { url: 'app://console/' }, url: 'app://console/frame' }],
    ['a page of another origin', { parent: null, url: 'https://example.org/' }],
    ['an origin that begins like ours', { parent: null, url: 'app://console.example.org/' }],
    ['a file', { parent: null, url: 'file:///app/index.html' }],
    ['a frame that is gone', null],
  ] as const;

  it.each(strangers)('not %s, on any channel', async (_name, frame) => {
    for (const channel of electron.handlers.keys()) {
      await expect(electron.ask(channel, {}, frame), channel).rejects.toThrow('the sender is not a page of the console');
    }
    electron.ipc.emit(CHANNELS.port, { senderFrame: frame, sender: new ContentsDouble() });
    expect(connected).toEqual([]);
  });

  it('a page of ours gets its port', () => {
    const sender = new ContentsDouble();
    electron.ipc.emit(CHANNELS.port, { senderFrame: { parent: null, url: 'app://console/' }, sender });
    expect(connected).toEqual([sender]);
  });

  it('answers every channel that the bridge calls', () => {
    const oneWay: string[] = [CHANNELS.port, CHANNELS.navigate];
    expect([...electron.handlers.keys()].sort()).toEqual(
      Object.values(CHANNELS)
        .filter((channel) => !oneWay.includes(channel))
        .sort(),
    );
  });
});

describe('notifications', () => {
  it('are shown once, and a click leads to the signal', async () => {
    expect(await electron.ask(CHANNELS.notify, notice)).toBe(true);
    expect(await electron.ask(CHANNELS.notify, notice), 'another window tells the same').toBe(true);
    const [native] = NotificationDouble.created;
    expect(NotificationDouble.created).toHaveLength(1);
    expect(native?.shown).toBe(1);
    expect(native?.options).toMatchObject({ title: 'BTCUSDT long', urgency: 'normal', silent: false, timeoutType: 'default' });
    native?.events.emit('click');
    expect(electron.windows()[0]?.loaded).toEqual(['app://console/signals/a1']);
  });

  it('stay on the screen when they are urgent and make no sound when they only inform', async () => {
    await electron.ask(CHANNELS.notify, { ...notice, id: 'a', urgency: 'urgent' });
    await electron.ask(CHANNELS.notify, { ...notice, id: 'b', urgency: 'info', link: null });
    expect(NotificationDouble.created[0]?.options).toMatchObject({ urgency: 'critical', timeoutType: 'never' });
    expect(NotificationDouble.created[1]?.options).toMatchObject({ silent: true });
    NotificationDouble.created[1]?.events.emit('click');
    expect(electron.windows()[0]?.loaded, 'a notice that leads nowhere opens the console').toEqual(['app://console/']);
  });

  it('are not claimed where the system shows none', async () => {
    NotificationDouble.supported = false;
    expect(await electron.ask(CHANNELS.notify, notice)).toBe(false);
    expect(NotificationDouble.created).toEqual([]);
  });

  it('lead nowhere that is not a path of the console', async () => {
    await electron.ask(CHANNELS.notify, { ...notice, link: '//example.org/x' });
    NotificationDouble.created[0]?.events.emit('click');
    expect(electron.windows()[0]?.loaded).toEqual(['app://console/']);
  });

  it('forget the oldest after five hundred', async () => {
    for (let index = 0; index <= 500; index += 1) await electron.ask(CHANNELS.notify, { ...notice, id: `n${index}` });
    await electron.ask(CHANNELS.notify, { ...notice, id: 'n500' });
    expect(NotificationDouble.created).toHaveLength(501);
    await electron.ask(CHANNELS.notify, { ...notice, id: 'n0' });
    expect(NotificationDouble.created).toHaveLength(502);
  });
});

describe('windows, pages outside and the key ring', () => {
  it('opens a screen in a window of its own', async () => {
    expect(await electron.ask(CHANNELS.openWindow, '/signals/a1')).toBe(true);
    expect(await electron.ask(CHANNELS.openWindow, '/signals?state=open')).toBe(true);
    expect(await electron.ask(CHANNELS.openWindow, '/')).toBe(true);
    expect(electron.windows().map(({ loaded }) => loaded[0])).toEqual([
      'app://console/signals/a1?window=1',
      'app://console/signals?state=open&window=1',
      'app://console/?window=1',
    ]);
  });

  it.each(['//example.org', 'https://example.org', '/../x', '/a#b', 'market', '/%2e%2e', ''])(
    'opens no window on %j',
    async (path) => {
      expect(await electron.ask(CHANNELS.openWindow, path)).toBe(false);
      expect(electron.windows()).toEqual([]);
    },
  );

  it('opens only pages of the list outside', async () => {
    expect(await electron.ask(CHANNELS.openExternal, 'https://www.tradingview.com/')).toBe(true);
    for (const address of [
      'http://www.tradingview.com/',
      'https://tradingview.com.example.org/',
      'https://www.tradingview.com@example.org/',
      'https://user@www.tradingview.com/',
      'https://:secret@www.tradingview.com/',
      'https://www.tradingview.com:8443/',
      'file:///etc/passwd',
      'smb://www.tradingview.com/x',
      'javascript:alert(1)',
      'not an address',
    ]) {
      expect(await electron.ask(CHANNELS.openExternal, address), address).toBe(false);
    }
    expect(electron.seen.opened).toEqual(['https://www.tradingview.com/']);
  });

  it('tells how secrets are kept and how the backend is', async () => {
    expect(await electron.ask(CHANNELS.secureStorage, undefined)).toBe('protected');
    expect(await electron.ask(CHANNELS.backendState, undefined)).toEqual({ state: 'ready' });
  });
});

describe('files', () => {
  const request = { title: 'Calendar', extensions: ['csv', 'ics'], maxBytes: 10 };

  it('gives the page the bytes of the one the operator chose, and its name without the folder', async () => {
    writeFileSync(join(folder, 'calendar.csv'), 'ts,title\n');
    electron.facts.picked = { canceled: false, filePaths: [join(folder, 'calendar.csv')] };
    const picked = (await electron.ask(CHANNELS.pickFile, request)) as { name: string; bytes: ArrayBuffer };
    expect(picked.name).toBe('calendar.csv');
    expect(Buffer.from(picked.bytes).toString()).toBe('ts,title\n');
  });

  it('gives nothing when the operator thinks better of it or the file is too large', async () => {
    electron.facts.picked = { canceled: true, filePaths: [] };
    expect(await electron.ask(CHANNELS.pickFile, request)).toBeNull();
    writeFileSync(join(folder, 'large.csv'), 'more than ten bytes');
    electron.facts.picked = { canceled: false, filePaths: [join(folder, 'large.csv')] };
    expect(await electron.ask(CHANNELS.pickFile, request)).toBeNull();
  });

  it('saves where the operator says, and only there', async () => {
    const file = { name: '../../journal.csv', mime: 'text/csv', bytes: new TextEncoder().encode('a,b\n').buffer };
    electron.facts.saved = { canceled: false, filePath: join(folder, 'out.csv') };
    expect(await electron.ask(CHANNELS.saveFile, file)).toBe(true);
    expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('a,b\n');
    electron.facts.saved = { canceled: true, filePath: '' };
    expect(await electron.ask(CHANNELS.saveFile, file)).toBe(false);
  });
});

describe('requests that are not what they should be', () => {
  const cases: [string, unknown][] = [
    [CHANNELS.notify, null],
    [CHANNELS.notify, 'text'],
    [CHANNELS.notify, { ...notice, id: 7 }],
    [CHANNELS.notify, { ...notice, body: 'x'.repeat(2001) }],
    [CHANNELS.notify, { ...notice, urgency: 'loud' }],
    [CHANNELS.notify, { ...notice, link: 7 }],
    [CHANNELS.openWindow, { path: '/' }],
    [CHANNELS.openExternal, 7],
    [CHANNELS.pickFile, { title: 'x', extensions: 'csv', maxBytes: 1 }],
    [CHANNELS.pickFile, { title: 'x', extensions: ['../x'], maxBytes: 1 }],
    [CHANNELS.pickFile, { title: 'x', extensions: ['csv'], maxBytes: 0 }],
    [CHANNELS.pickFile, { title: 'x', extensions: ['csv'], maxBytes: 1e12 }],
    [CHANNELS.pickFile, { title: 'x', extensions: ['csv'], maxBytes: '1' }],
    [CHANNELS.pickFile, { title: null, extensions: ['csv'], maxBytes: 1 }],
    [CHANNELS.saveFile, { name: 'x', mime: 'text/csv', bytes: 'text' }],
    [CHANNELS.saveFile, { name: null, mime: 'text/csv', bytes: new ArrayBuffer(1) }],
  ];
  it.each(cases)('are refused on %s: %j', async (channel, value) => {
    await expect(electron.ask(channel, value)).rejects.toThrow(/^not /);
  });
});
