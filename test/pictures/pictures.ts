import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { launch, openPage } from '../e2e/browser';
import { startBeforeSignal } from '../e2e/tape';

const FOLDER = 'docs/pictures';
/** Far enough into the tape for rates worth showing. */
const SIGNAL = 60;

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly theme: 'light' | 'dark';
  readonly ready: (page: Page) => Promise<unknown>;
}

const settled = (page: Page) => page.waitForTimeout(1500);
const firstRow = async (page: Page) => {
  await page
    .getByRole('grid')
    .getByRole('row', { name: /BTCUSDT/ })
    .first()
    .click({ timeout: 90_000 });
  await settled(page);
};

/** A procedure is begun by its key, and is on screen. */
const begun = async (page: Page) => {
  await page.getByRole('button', { name: 'Démarrer' }).first().click();
  await page.getByRole('dialog').getByRole('textbox').fill('Flux de prix coupé');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Gestion des incidents' }).waitFor();
  await settled(page);
};

/** A changed procedure is submitted, and lies with the approvals. */
const submitted = async (page: Page) => {
  await page.getByRole('textbox', { name: 'Texte de la procédure (YAML)' }).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('# Relu avec l’équipe\n');
  await page.keyboard.press('Control+s');
  await page.getByText('Enregistré', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Soumettre…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Relu avec l’équipe');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Ouvrir l’approbation' }).click();
  await page.keyboard.press('2');
  await settled(page);
};

const PICTURES: readonly Picture[] = [
  { name: 'run', path: '/procedures/TECH-002', theme: 'light', ready: begun },
  { name: 'today', path: '/today', theme: 'light', ready: settled },
  { name: 'procedures', path: '/procedures/SUPPORT-002', theme: 'light', ready: settled },
  { name: 'approvals', path: '/procedures/SIRRIUS-NOON?edit=1', theme: 'light', ready: submitted },
  { name: 'quarantine', path: '/quarantine', theme: 'light', ready: firstRow },
  { name: 'market', path: '/market/BTCUSDT', theme: 'dark', ready: settled },
  { name: 'signals', path: '/signals', theme: 'light', ready: firstRow },
  { name: 'health', path: '/health', theme: 'dark', ready: settled },
  { name: 'audit', path: '/audit', theme: 'light', ready: settled },
  { name: 'settings', path: '/settings', theme: 'dark', ready: settled },
];

it('takes a picture of each main screen', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-pictures-'));
  const running = await startBeforeSignal(folder, SIGNAL);
  const browser = await launch();
  try {
    const { page, errors } = await openPage(browser, running.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const { name, path, theme, ready } of PICTURES) {
      await page.emulateMedia({ colorScheme: theme });
      await page.goto(new URL(path, running.url).href);
      await ready(page);
      await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    }
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
