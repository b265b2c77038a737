import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/backend/kit/clock';
import { sha256Hex } from '../../electron/backend/kit/hash';
import { createLog } from '../../electron/backend/kit/log';
import { openStore } from '../../electron/backend/store/open';
import { dayOf, dayStart } from '../../shared/base/zonedDay';
import { anOperator, aSeat } from '../builders/operators';
import { chromiumPath, keepPicture, launch, noChromium, openPage } from './browser';
import { type RunningConsole, removeDataDir, startConsole } from './console';

const HOUR = 3_600_000;

/** How far ahead the next nine o'clock in Paris is, less the moment in which the console starts and the operator looks. */
function untilNine(): number {
  const now = Date.now();
  const nine = (at: number) => (dayStart(dayOf(at, 'Europe/Paris'), 'Europe/Paris') ?? 0) + 9 * HOUR;
  const next = nine(now) > now + 60_000 ? nine(now) : nine(now + 24 * HOUR);
  return next - now - 25_000;
}

describe.skipIf(chromiumPath === null)(`the nine o’clock routine, by somebody new${noChromium}`, () => {
  let running: RunningConsole;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    const aheadMs = untilNine();
    const dataDir = mkdtempSync(join(tmpdir(), 'sirrius-e2e-'));
    const clock = { ...systemClock(), now: () => Date.now() + aheadMs };
    const store = await openStore({ dataDir, clock, log: createLog({ level: 'silent' }) });
    await anOperator(store, { id: 'ines', name: 'Inès Morel', roles: ['support-l1'], tier: 1 });
    const { secret } = aSeat(store, 'ines');
    store.close();
    running = await startConsole({ dataDir, secret, aheadMs, args: ['--feed', 'simulation'] });
    browser = await launch();
    ({ page, errors } = await openPage(browser, running.url, { aheadMs }));
  });

  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(() => keepPicture(page, task.name));
  });

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    if (running !== undefined) removeDataDir(running);
  });

  it('is told of at nine, and the notice leads to it', async () => {
    await page.getByRole('heading', { level: 1, name: 'Aujourd’hui' }).waitFor();
    await page.getByText('À faire : Routine du matin').first().waitFor({ timeout: 60_000 });
    await page.keyboard.press('F8');
    const centre = page.getByRole('region', { name: 'Centre de notifications' });
    await centre
      .getByRole('button', { name: /À faire : Routine du matin/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await centre.waitFor({ state: 'detached' });
    const due = page.getByRole('row', { name: /Routine du matin.*À faire/ });
    await due.waitFor();
    expect(await due.getAttribute('aria-selected'), 'what is due first is chosen').toBe('true');
  });

  it('is begun by one key', async () => {
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Routine du matin' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/runs\/[0-9a-f-]+$/);
  });

  it('is carried through by keyboard alone, and says what the console could not prove', async () => {
    const ready = page.getByText('Toutes les étapes sont réglées.');
    for (let turn = 0; (await ready.count()) === 0; turn += 1) {
      expect(turn, 'the routine has an end').toBeLessThan(40);
      await oneStep(page);
    }
    await page.keyboard.press('t');
    await page.getByText('Exécution close, en lecture seule.').waitFor();
    expect(await page.getByText('attestée', { exact: true }).count()).toBeGreaterThan(3);
  });

  it('leaves a pack that anybody can check', async () => {
    const download = page.waitForEvent('download');
    await page.keyboard.press('z');
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^SIRRIUS-MORNING-\d{4}-\d{2}-\d{2}-[0-9a-f]{8}\.zip$/);
    const files = unzipSync(await readFile(await file.path()));
    const sums = new TextDecoder().decode(files.SHA256SUMS).trim().split('\n');
    expect(sums.length).toBeGreaterThan(10);
    for (const line of sums) {
      const [digest = '', path = ''] = line.split('  ');
      expect(sha256Hex(files[path] ?? new Uint8Array()), path).toBe(digest);
    }
    expect(new TextDecoder().decode(files['run.fr.html'])).toContain('Inès Morel');
  });

  it('has raised no script error', () => {
    expect(errors).toEqual([]);
  });
});

const CURRENT = 'li[aria-current="step"]';

/** Does the step that has the hand, whatever its kind, as somebody who only reads the screen and knows the space bar. */
async function oneStep(page: Page): Promise<void> {
  const panel = page.locator(CURRENT);
  await panel.waitFor();
  const before = (await panel.getAttribute('id')) ?? '';
  const fields = panel.getByRole('textbox');
  if ((await panel.getByRole('list', { name: 'Options' }).count()) > 0) await page.keyboard.press('1');
  else if ((await fields.count()) > 0) {
    for (const field of await fields.all()) await field.fill('0');
    await fields.first().press('Control+Enter');
  } else {
    await page.keyboard.press('Space');
    const cannot = page.locator(`#${before}`).getByText('La console ne peut pas le vérifier');
    await Promise.race([cannot.waitFor(), isPast(page, before)]);
    if (await cannot.isVisible()) {
      await page.keyboard.press('Space');
      await page.getByRole('dialog').getByRole('textbox').fill('Vérifié dans la feuille, rien à signaler.');
      await page.keyboard.press('Control+Enter');
    }
  }
  await isPast(page, before);
}

/** The hand has moved on, or nothing is left to be done. */
async function isPast(page: Page, step: string): Promise<void> {
  await page.waitForFunction(
    ([current, was]) =>
      document.querySelector(current ?? '')?.id !== was || document.body.innerText.includes('Toutes les étapes sont réglées.'),
    [CURRENT, step],
  );
}
