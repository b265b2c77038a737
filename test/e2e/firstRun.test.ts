import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumPath, isStill, keepPicture, launch, noChromium, openPage } from './browser';
import { type RunningConsole, removeDataDir, startConsole } from './console';

const SCREENS = [
  'today',
  'procedures/TECH-002',
  'runs',
  'approvals',
  'market',
  'signals',
  'quarantine',
  'health',
  'backups',
  'audit',
  'directory',
  'operators',
  'people',
  'rights',
  'account',
  'settings',
] as const;

describe.skipIf(chromiumPath === null)(`a first run, from an empty data directory${noChromium}`, () => {
  let running: RunningConsole;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    running = await startConsole({ args: ['--feed', 'simulation'] });
    browser = await launch();
    ({ page, errors } = await openPage(browser, running.url));
  });

  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(() => keepPicture(page, task.name));
  });

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    if (running !== undefined) removeDataDir(running);
  });

  it('takes the token out of the address of its link at once', async () => {
    const other = await openPage(browser, running.link);
    await other.page.getByRole('heading', { level: 1 }).waitFor();
    expect(other.page.url()).not.toContain('token');
    await other.context.close();
  });

  it('opens on the day in French, and the market is one key away', async () => {
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor();
    await page.keyboard.press('Alt+m');
    await page.getByRole('heading', { level: 1, name: 'Marché' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    await page
      .getByRole('row', { name: /BTCUSDT/ })
      .first()
      .waitFor();
  });

  it('says SIMULATION where nobody can miss it, on every screen', async () => {
    for (const screen of SCREENS) {
      await page.goto(new URL(`/${screen}`, running.url).href);
      await page.getByRole('note').getByText('SIMULATION').waitFor();
    }
  });

  it('shows prices that move', async () => {
    await page.goto(new URL('/market/BTCUSDT', running.url).href);
    const row = page.getByRole('row', { name: /BTCUSDT/ }).first();
    await row.waitFor();
    const before = await row.innerText();
    await page.waitForFunction(
      (was) =>
        [...document.querySelectorAll('[role=row]')].some(
          (line) => line.textContent?.includes('BTCUSDT') && (line as HTMLElement).innerText !== was,
        ),
      before,
    );
  });

  it('finds a screen in the palette without the accent, by keyboard alone', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Palette de commandes' }).fill('sante');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Santé des flux' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/health');
  });

  it('changes language at once and keeps it over a reload', async () => {
    await page.goto(new URL('/settings', running.url).href);
    await page.getByText('English', { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByText('Français', { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Réglages' }).waitFor();
  });

  it('lists what was done in the journal', async () => {
    await page.goto(new URL('/audit', running.url).href);
    await page
      .getByRole('row', { name: /settings\.set/ })
      .first()
      .waitFor();
  });

  it('does not open without a link, and says how to get one', async () => {
    const other = await openPage(browser, new URL('/', running.url).href);
    await other.page.getByRole('heading', { name: 'Ouvrez la console avec son lien' }).waitFor();
    await other.context.close();
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`has nothing serious for axe on any screen, ${theme}`, async () => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const screen of SCREENS) {
        await page.goto(new URL(`/${screen}`, running.url).href);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.getByRole('contentinfo').waitFor();
        await isStill(page);
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${screen}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
      }
    });
  }

  it('raised no script error on the way', () => {
    expect(errors).toEqual([]);
  });
});
