import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signOwnerIn } from '../builders/operators';
import { fillReviewedDay } from '../builders/reviewedDay';
import { chromiumPath, keepPicture, launch, noChromium, openPage } from './browser';
import { type RunningConsole, startConsole } from './console';

describe.skipIf(chromiumPath === null)(`an analyst reviews the sample of a day${noChromium}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-e2e-'));
  let running: RunningConsole;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    const secret = await signOwnerIn(folder);
    await fillReviewedDay(folder, Date.now());
    running = await startConsole({ dataDir: folder, secret, args: ['--feed', 'simulation'] });
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

  it('[RVW5] shows what waits, and nothing of how it ended', async () => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Alt+x');
    await page.getByRole('heading', { level: 1, name: 'Relectures' }).waitFor();
    const work = page.getByRole('region', { name: 'Verdict' });
    await work.waitFor({ timeout: 30_000 });
    await page.locator('canvas').first().waitFor();
    await page.getByText('En aveugle').waitFor();
    expect(await page.getByRole('main').innerText()).not.toMatch(/Stop (atteint|touché)|−1,1|-1,1|Après la relecture/);
  });

  it('[RVW8] is judged by keyboard alone, with a note where it is not good', async () => {
    await page.keyboard.press('3');
    await page.keyboard.press('4');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Un verdict défavorable demande une note').waitFor();
    await page.keyboard.type('Stop dans le bruit du marché');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Verdict enregistré').first().waitFor();
    for (const left of [1, 0]) {
      await page.getByRole('button', { name: /^Erroné/, pressed: false }).waitFor();
      await page.keyboard.press('1');
      await page.keyboard.press('6');
      await page.getByRole('button', { name: /^Indéterminé/, pressed: true }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page
        .getByRole('row', { name: /À vous/ })
        .nth(left)
        .waitFor({ state: 'detached' });
    }
  });

  it('[RVW10] tells after the verdict what became of it', async () => {
    await page.getByText('Après la relecture').waitFor();
    await page
      .getByText(/−?-?1,10 R/)
      .first()
      .waitFor();
    await page.getByText('Terminé').first().waitFor();
    expect(errors).toEqual([]);
  });
});
