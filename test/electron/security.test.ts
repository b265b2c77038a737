import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { registerScheme, serveScreens } from '../../electron/main/protocol';
import { denyPermissions, hardenApp, isTrustedSender, pagePreferences } from '../../electron/main/security';
import { describeWithSharedData } from '../builders/sharedData';
import { ContentsDouble, electronDouble } from './double';

const ROOT = join(import.meta.dirname, '..', '..');
const preferences = pagePreferences('/preload.cjs', false);
let electron: ReturnType<typeof electronDouble>;
let page: ContentsDouble;

beforeEach(() => {
  electron = electronDouble();
  page = new ContentsDouble();
  hardenApp(electron.api);
  denyPermissions(electron.api);
  electron.app.emit('web-contents-created', {}, page);
});

function sources(...folders: string[]): string {
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const code = files.filter((name) => /\.(ts|tsx|html)$/.test(name) && !/\.test\.tsx?$/.test(name));
  return code.map((name) => readFileSync(join(ROOT, name), 'utf8')).join('\n');
}

function isStopped(event: string, url: string): boolean {
  let stopped = false;
  page.events.emit(event, {
    url,
    preventDefault: () => {
      stopped = true;
    },
  });
  return stopped;
}

async function policy(): Promise<string> {
  registerScheme(electron.api);
  serveScreens(electron.api, join(ROOT, 'renderer'));
  const answer = await electron.seen.served.get('app')?.(new Request('app://console/'));
  return answer?.headers.get('content-security-policy') ?? '';
}

/** Electron's security checklist, by its own numbers; the rules themselves are matched against the published list below. */
const RULES: Readonly<Record<number, () => void | Promise<void>>> = {
  1: async () => {
    expect(await policy(), 'pages load nothing over a network').not.toMatch(/https?:/);
    expect(sources('electron/main'), 'no page is loaded over plain http').not.toMatch(/loadURL\([^)]*http:/);
  },
  2: () => {
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  },
  3: () => {
    expect(preferences.contextIsolation).toBe(true);
  },
  4: () => {
    expect(preferences.sandbox).toBe(true);
    expect(electron.seen.calls).toContain('enableSandbox');
    expect(sources('electron/main', 'scripts'), 'the sandbox is not switched off from the command line').not.toContain(
      'no-sandbox',
    );
  },
  5: () => {
    const { request, check, device } = electron.seen.permission;
    const answers: boolean[] = [];
    request?.(null as never, 'media' as never, (granted) => answers.push(granted), {} as never);
    expect([...answers, check?.(), device?.()]).toEqual([false, false, false]);
  },
  6: () => {
    expect(preferences.webSecurity).toBe(true);
  },
  7: async () => {
    const found = await policy();
    expect(found).toContain("default-src 'none'");
    expect(found).not.toContain('unsafe');
    for (const directive of ['base-uri', 'form-action', 'frame-ancestors', 'object-src'])
      expect(found).toContain(`${directive} 'none'`);
  },
  8: () => {
    expect(preferences.allowRunningInsecureContent).toBe(false);
  },
  9: () => {
    expect(preferences.experimentalFeatures).toBe(false);
  },
  10: () => {
    expect(preferences.enableBlinkFeatures).toBeUndefined();
    expect(sources('electron/main')).not.toMatch(/enableBlinkFeatures|enable-blink-features/);
  },
  11: () => {
    expect(preferences.webviewTag).toBe(false);
    expect(sources('renderer')).not.toMatch(/<webview|allowpopups/i);
  },
  12: () => {
    let stopped = false;
    page.events.emit('will-attach-webview', {
      preventDefault: () => {
        stopped = true;
      },
    });
    expect(stopped).toBe(true);
  },
  13: () => {
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      for (const url of [
        'https://example.org/',
        'file:///etc/passwd',
        'app://console.example.org/',
        'javascript:alert(1)',
        'data:text/html,x',
      ]) {
        expect(isStopped(event, url), `${event} to ${url}`).toBe(true);
      }
      expect(isStopped(event, 'app://console/market'), 'a reload of our own page').toBe(false);
    }
  },
  14: () => {
    const ask = (url: string) => page.openHandler({ url } as Electron.HandlerDetails);
    expect([ask('https://example.org/'), ask('app://console/market'), ask('about:blank')]).toEqual(
      Array(3).fill({ action: 'deny' }),
    );
    expect(electron.seen.opened).toEqual([]);
    expect(ask('https://www.tradingview.com/'), 'opened outside, never inside').toEqual({ action: 'deny' });
    expect(electron.seen.opened).toEqual(['https://www.tradingview.com/']);
  },
  15: () => {
    const calls = sources('electron/main').match(/openExternal\(/g) ?? [];
    expect(calls, 'openExternal is called in one place, behind the allow-list').toHaveLength(1);
  },
  16: () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies.electron, 'pinned to a maintained line').toMatch(/^4[5-9]\.\d+\.\d+$/);
  },
  17: () => {
    expect(isTrustedSender(null)).toBe(false);
    expect(isTrustedSender({ parent: null, url: 'https://example.org/' })).toBe(false);
    expect(isTrustedSender({ parent: {} as never, url: 'app://console/' })).toBe(false);
    expect(isTrustedSender({ parent: null, url: 'app://console/' })).toBe(true);
    const answered = sources('electron/main').match(/ipcMain\.(handle|on|once|handleOnce)\(/g) ?? [];
    expect(answered, 'every message comes in through the one file that checks its sender').toHaveLength(2);
  },
  18: () => {
    registerScheme(electron.api);
    expect(electron.seen.schemes.map(({ scheme }) => scheme)).toEqual(['app']);
    expect(sources('electron/main')).not.toMatch(/loadFile\(|['"`]file:\/\//);
  },
  19: () => {
    const afterPack = readFileSync(join(ROOT, 'scripts', 'package', 'afterPack.cjs'), 'utf8');
    expect(afterPack).toContain('flipFuses');
  },
  20: () => {
    const bridge = sources('electron/preload');
    expect(bridge, 'the page gets functions of ours, never Electron’s own objects').not.toMatch(
      /exposeInMainWorld\([^)]*ipcRenderer/,
    );
    expect(bridge.match(/exposeInMainWorld\(/g)).toHaveLength(1);
  },
};

describe('Electron’s security checklist', () => {
  it.each(Object.entries(RULES))('rule %s holds', async (_number, holds) => {
    await holds();
  });
});

describeWithSharedData('Electron’s published security checklist', 'vectors/electron_security_checklist.json', (file) => {
  it('has no rule that is not asserted here', () => {
    const list = JSON.parse(readFileSync(file, 'utf8')) as Record<
      'items' | 'later_items_not_verified_here',
      { n: number; rule: string }[]
    >;
    const published = [...list.items, ...list.later_items_not_verified_here];
    expect(published.length).toBeGreaterThan(0);
    expect(published.filter(({ n }) => !(n in RULES)).map(({ rule }) => rule)).toEqual([]);
  });
});
