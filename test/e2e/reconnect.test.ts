import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumPath, keepPicture, launch, noChromium, openPage } from './browser';
import { type RunningConsole, removeDataDir, startConsole } from './console';

describe.skipIf(chromiumPath === null)(`the backend dies and comes back${noChromium}`, () => {
  let running: RunningConsole;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    running = await startConsole({ args: ['--feed', 'simulation'] });
    browser = await launch();
    ({ page } = await openPage(browser, running.url));
    await page.goto(new URL('/market', running.url).href);
    await page
      .getByRole('row', { name: /BTCUSDT/ })
      .first()
      .waitFor();
  });

  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(() => keepPicture(page, task.name));
  });

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    if (running !== undefined) removeDataDir(running);
  });

  it('says so, keeps what was on screen, and goes on by itself with the same session', async () => {
    await running.stop('SIGKILL');
    await page.getByText(/Connexion perdue|ne joint plus son moteur/).waitFor();
    expect(await page.getByRole('row', { name: /BTCUSDT/ }).count()).toBeGreaterThan(0);
    running = await startConsole({ dataDir: running.dataDir, port: running.port, args: ['--feed', 'simulation'] });
    await page.getByText('Connecté', { exact: true }).waitFor({ timeout: 30_000 });
    await page.getByText(/Connexion perdue|ne joint plus son moteur/).waitFor({ state: 'detached' });
    const row = page.getByRole('row', { name: /BTCUSDT/ }).first();
    const before = await row.innerText();
    await page.waitForFunction(
      (was) =>
        [...document.querySelectorAll('[role=row]')].some(
          (line) => line.textContent?.includes('BTCUSDT') && (line as HTMLElement).innerText !== was,
        ),
      before,
    );
  });

  it('opens a screen again by itself when parts of it could not be fetched meanwhile', async () => {
    const { context, page: other } = await openPage(browser, running.url);
    await context.route(/ChartCanvas/, (route) => route.abort());
    await other.goto(new URL('/market', running.url).href);
    await other.getByRole('heading', { level: 1, name: 'Cet écran s’est arrêté' }).waitFor();
    await running.stop('SIGKILL');
    await other.getByText(/Connexion perdue|ne joint plus son moteur/).waitFor();
    await context.unroute(/ChartCanvas/);
    running = await startConsole({ dataDir: running.dataDir, port: running.port, args: ['--feed', 'simulation'] });
    await other
      .getByRole('row', { name: /BTCUSDT/ })
      .first()
      .waitFor();
    await context.close();
  });

  it('says how to come back when the session is over', async () => {
    const { context, page: late } = await openPage(browser, new URL('/#token=not-a-token', running.url).href);
    await late.getByRole('heading', { level: 1 }).waitFor();
    expect(await late.locator('body').innerText()).toMatch(/npm start/);
    await context.close();
  });
});
