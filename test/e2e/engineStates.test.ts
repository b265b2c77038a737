import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BackendState } from '../../shared/base/shell';
import { chromiumPath, keepPicture, launch, noChromium } from './browser';
import { type RunningConsole, removeDataDir, startConsole } from './console';

declare global {
  interface Window {
    tellBackendState(state: BackendState): void;
  }
}

/** Stands where the desktop's preload would: a bridge that can say how the backend fares, and a port nobody answers on. */
function bridge(): void {
  const listeners = new Set<(state: BackendState) => void>();
  window.tellBackendState = (state) => {
    for (const listener of listeners) listener(state);
  };
  const desktop = {
    kind: 'desktop',
    notify: async () => false,
    openWindow: async () => false,
    pickFile: async () => null,
    saveFile: async () => false,
    openExternal: async () => false,
    secureStorage: async () => 'protected',
    onNavigate: () => () => undefined,
    onBackendState: (listener: (state: BackendState) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    requestPort: () => window.postMessage('sirrius:port', location.origin, [new MessageChannel().port1]),
  };
  Object.defineProperty(window, 'sirriusShell', { value: desktop });
}

describe.skipIf(chromiumPath === null)(`what the shell says of the backend${noChromium}`, () => {
  let running: RunningConsole;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    running = await startConsole({ args: ['--feed', 'simulation'] });
    browser = await launch();
    const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 800 } });
    await context.addInitScript(bridge);
    page = await context.newPage();
    await page.goto(new URL('/', running.url).href);
    // Nobody answers on the port, so nobody can be let in: what the shell says must be seen before that too.
    await page.locator('#root > *').first().waitFor({ state: 'attached' });
  });

  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(() => keepPicture(page, task.name));
  });

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    if (running !== undefined) removeDataDir(running);
  });

  const tell = (state: BackendState) => page.evaluate((told) => window.tellBackendState(told), state);
  const band = () => page.getByRole('status').filter({ hasText: /moteur de la console/ });

  it('shows that it fell and when it starts again, until it runs', async () => {
    await tell({ state: 'restarting', attempt: 3, retryInMs: 2_000 });
    expect(await band().innerText()).toContain('il redémarre dans 2 s (essai 3)');
    await tell({ state: 'ready' });
    await band().waitFor({ state: 'detached' });
  });

  it('shows why it cannot run, in its own words', async () => {
    await tell({ state: 'refused', sentence: 'Le dossier de données est utilisé par une autre console (processus 12).' });
    expect(await band().innerText()).toContain('ne peut pas démarrer. Le dossier de données est utilisé par une autre console');
  });
});
