import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modulePath, ROOT } from '../../../scripts/paths.ts';
import { findDesktop } from '../../../scripts/start/desktop.ts';
import { installedProgram } from '../../../scripts/start/electronRuntime.ts';
import { signOwnerIn } from '../../builders/operators';

const machine = { platform: process.platform, env: process.env, userId: process.getuid?.() };
const desktop = await findDesktop(machine, async () => {
  const program = installedProgram(modulePath('electron'));
  return program === null ? { found: false, why: "Electron's runtime is not installed" } : { found: true, program };
});
const skipped = desktop.possible ? '' : ` (skipped: ${desktop.why})`;

describe.skipIf(!desktop.possible)(`the desktop app in Electron's own runtime${skipped}`, () => {
  let app: ElectronApplication;
  let page: Page;
  let dataDir: string;

  beforeAll(async () => {
    if (!desktop.possible) return;
    dataDir = mkdtempSync(join(tmpdir(), 'sirrius-desktop-'));
    await signOwnerIn(dataDir, 'desktop');
    const args = [ROOT, '--data-dir', dataDir, '--feed', 'simulation', `--user-data-dir=${join(dataDir, 'profile')}`];
    app = await _electron.launch({ executablePath: desktop.program, args });
    page = await app.firstWindow();
  });

  afterAll(async () => {
    await app?.close();
    if (dataDir !== undefined) rmSync(dataDir, { recursive: true, force: true });
  });

  it('opens the console under its own origin and reaches the backend', async () => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(page.url()).origin).toBe('app://console');
    await page
      .getByText(/SIMULATION/)
      .first()
      .waitFor();
  });

  it('gives the page the bridge and nothing else of Node or Electron', async () => {
    const seen = await page.evaluate(() => ({
      bridge: 'sirriusShell' in window,
      node: ['require', 'process', 'Buffer', 'module'].filter((name) => name in window),
    }));
    expect(seen).toEqual({ bridge: true, node: [] });
  });

  it('opens no listening socket', async () => {
    const servers = await app.evaluate(() => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap'));
    expect(servers).toEqual([]);
  });

  it('denies a window that a page asks for', async () => {
    await page.evaluate(() => void window.open('https://example.org/'));
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('opens a screen in a window of its own', async () => {
    const opened = app.waitForEvent('window');
    await page.evaluate(() =>
      (window as unknown as { sirriusShell: { openWindow(path: string): Promise<boolean> } }).sirriusShell.openWindow('/signals'),
    );
    expect((await opened).url()).toBe('app://console/signals?window=1');
  });
});
