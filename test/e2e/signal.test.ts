import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumPath, keepPicture, launch, noChromium, openPage } from './browser';
import type { RunningConsole } from './console';
import { startBeforeSignal } from './tape';

describe.skipIf(chromiumPath === null)(`a signal arrives and an analyst decides${noChromium}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-e2e-'));
  let running: RunningConsole;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    running = await startBeforeSignal(folder, 0);
    browser = await launch();
    ({ page, errors } = await openPage(browser, running.url));
  });

  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(() => keepPicture(page, task.name));
  });

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('announces the signal, and its notice leads to it', async () => {
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor();
    await page
      .getByRole('button', { name: /non lue/ })
      .getByText(/[1-9]\d* non lue/)
      .waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: /non lue/ }).click();
    const centre = page.getByRole('region', { name: 'Centre de notifications' });
    await centre
      .getByText(/À décider\s*:\s*(Achat|Vente)\s+BTCUSDT/)
      .first()
      .click();
    await page.getByRole('region', { name: 'Détail du signal' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/signals\/[0-9a-f]{32}$/);
  });

  it('shows why: seven verdicts with figures, the seal and the timeline', async () => {
    const detail = page.getByRole('region', { name: 'Détail du signal' });
    await detail
      .getByText(/^Validation/)
      .first()
      .waitFor();
    await detail.getByText(/\d règles sur 7 satisfaites/).waitFor();
    await detail.getByText('Entrées et scellé').first().waitFor();
    await detail.getByText('Chronologie').first().waitFor();
  });

  it('lets an analyst release it from quarantine with a reason, by keyboard', async () => {
    await page.goto(new URL('/quarantine', running.url).href);
    const row = page.getByRole('grid').getByRole('row', { name: /BTCUSDT/ });
    await row.last().waitFor({ timeout: 60_000 });
    await row.last().click();
    const reason = page.getByRole('textbox', { name: 'Motif de la décision' });
    await reason.waitFor();
    await page.keyboard.press('l');
    await page.getByText('Écrivez un motif d’au moins 5 caractères.').waitFor();
    await reason.fill('Configuration confirmée à l’écran');
    await page.getByRole('button', { name: 'Libérer' }).click();
    await page
      .getByText(/BTCUSDT 1m.* libéré/)
      .first()
      .waitFor();
    await page.goto(new URL('/audit', running.url).href);
    await page
      .getByRole('row', { name: /signals\.release.*Fait/ })
      .first()
      .waitFor();
  });

  it('obeys the chart keys, and gives the chart a table twin', async () => {
    await page.goto(new URL('/market/BTCUSDT', running.url).href);
    await page.locator('canvas').first().waitFor();
    await page.keyboard.press('4');
    await page.getByText(/Bitcoin \/ Tether · 1 h/).waitFor();
    await page.keyboard.press('1');
    await page.getByText(/Bitcoin \/ Tether · 1 min/).waitFor();
    await page.keyboard.press('t');
    await page
      .getByRole('table')
      .or(page.getByRole('grid', { name: /[Bb]ougies/ }))
      .first()
      .waitFor();
    await page.keyboard.press('t');
    await page.locator('canvas').first().waitFor();
  });

  it('raised no script error on the way', () => {
    expect(errors).toEqual([]);
  });
});
