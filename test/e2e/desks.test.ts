import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/backend/kit/clock';
import { createLog } from '../../electron/backend/kit/log';
import { openStore } from '../../electron/backend/store/open';
import { anOperator, aSeat, ownerSignedIn } from '../builders/operators';
import { chromiumPath, isStill, keepPicture, launch, noChromium, openPage } from './browser';
import { type RunningConsole, removeDataDir, startConsole } from './console';

const STEPPED_UP = 3_600_000;
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

describe.skipIf(chromiumPath === null)(`two people at the desks${noChromium}`, () => {
  let running: RunningConsole;
  let browser: Browser;
  let camille: Page;
  let bruno: Page;
  let run: string;
  const errors: string[][] = [];

  const open = async (secret: string) => {
    const opened = await openPage(browser, new URL(`/#session=${secret}`, running.link).href);
    errors.push(opened.errors);
    return opened.page;
  };
  const go = (page: Page, path: string) => page.goto(new URL(path, running.url).href);

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sirrius-e2e-'));
    const store = await openStore({ dataDir, clock: systemClock(), log: createLog({ level: 'silent' }) });
    const { secret } = await ownerSignedIn(store, STEPPED_UP);
    await anOperator(store, { id: 'bruno', name: 'Bruno Petit', roles: ['cto', 'on-call-engineer'], level: 5 });
    const other = aSeat(store, 'bruno', STEPPED_UP).secret;
    store.close();
    running = await startConsole({ dataDir, secret, args: ['--feed', 'simulation'] });
    browser = await launch();
    camille = await open(secret);
    bruno = await open(other);
  });

  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(async () => {
      await keepPicture(camille, `camille ${task.name}`);
      await keepPicture(bruno, `bruno ${task.name}`);
    });
  });

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    if (running !== undefined) removeDataDir(running);
  });

  describe('a P1 incident, by two', () => {
    it('is begun from the day, by name', async () => {
      await heading(camille, 'Aujourd’hui');
      await camille.keyboard.press('Insert');
      await camille.getByRole('dialog', { name: 'Démarrer une procédure' }).waitFor();
      await camille.keyboard.type('TECH-002');
      await camille.getByRole('option', { name: /TECH-002/ }).waitFor();
      await camille.keyboard.press('Enter');
      await heading(camille, 'Gestion des incidents');
      run = new URL(camille.url()).pathname;
    });

    it('shows each who else is there', async () => {
      await go(bruno, run);
      await heading(bruno, 'Gestion des incidents');
      await camille.getByText('Bruno Petit').first().waitFor();
      await bruno.getByText('Camille Durand').first().waitFor();
    });

    it('shows each at once what the other has done', async () => {
      const alert = camille.locator('#step-alert');
      await alert.getByRole('radio', { name: 'Collègue' }).check();
      await alert.getByLabel('Heure de la première alerte').fill('09:05');
      await alert.getByLabel('Ce que dit l’alerte').fill('Flux coupé depuis cinq minutes');
      await camille.keyboard.press('Control+Enter');
      await bruno.locator('#step-alert').getByText('Camille Durand').waitFor();
      const acknowledge = bruno.locator('#step-acknowledge');
      await acknowledge.getByLabel('Référence ou lien de l’alerte').fill('ALERTE-17');
      await acknowledge.getByLabel('Heure de l’acquittement').fill('09:06');
      await bruno.keyboard.press('Control+Enter');
      await camille.locator('#step-acknowledge').getByText('Bruno Petit').waitFor();
    });

    it('lets one of two simultaneous decisions stand, for both alike', async () => {
      for (const page of [camille, bruno]) {
        await page.locator('#step-severity button').first().click();
        await page.locator('#step-severity[aria-current="step"]').waitFor();
      }
      await Promise.all([camille.keyboard.press('1'), bruno.keyboard.press('2')]);
      const states = [];
      for (const page of [camille, bruno]) {
        await page.locator('#step-severity button[data-state="done"]').waitFor();
        await page.locator('#step-severity button').first().click();
        states.push(await page.locator('#step-severity [data-option][data-chosen]').innerText());
      }
      expect(states[0]).toBe(states[1]);
    });
  });

  describe('a changed procedure, by four eyes', () => {
    const text = async () =>
      (await readFile('resources/sops/SIRRIUS-NOON.yaml', 'utf8')).replace(/^objective:\n {2}fr: /m, '$&Relu, ');

    it('is drafted, compared and submitted by one', async () => {
      await go(camille, '/procedures/SIRRIUS-NOON');
      await camille.getByRole('button', { name: 'Modifier' }).waitFor();
      await camille.keyboard.press('F2');
      const editor = camille.getByRole('textbox', { name: 'Texte de la procédure (YAML)' });
      await editor.focus();
      await camille.keyboard.press('Control+a');
      await camille.keyboard.insertText(await text());
      await camille.keyboard.press('Control+s');
      await camille.getByText('Enregistré', { exact: true }).waitFor();
      await camille.keyboard.press('F4');
      await camille.getByText('1 ligne ajoutée').first().waitFor();
      await camille.getByRole('button', { name: 'Soumettre…' }).click();
      await camille.getByRole('dialog').getByRole('textbox').fill('Objectif précisé');
      await camille.keyboard.press('Control+Enter');
      await camille
        .getByText(/En validation/)
        .first()
        .waitFor();
    });

    it('cannot be approved by who asked', async () => {
      await camille.keyboard.press('Alt+v');
      await heading(camille, 'Approbations');
      await camille.keyboard.press('2');
      await camille.getByText('C’est votre demande : une autre personne doit décider.').waitFor();
      expect(await camille.getByRole('button', { name: 'Approuver…' }).count()).toBe(0);
    });

    it('is approved by another, who sees what is bound', async () => {
      await bruno.keyboard.press('Alt+v');
      await heading(bruno, 'Approbations');
      const detail = bruno.getByRole('region', { name: 'Détail de la demande' });
      await detail.getByText('1 → 2').waitFor();
      await detail.getByText('Objectif précisé').waitFor();
      await bruno.keyboard.press('a');
      await bruno.getByRole('dialog').getByRole('textbox').fill('Relu, conforme');
      await bruno.keyboard.press('Control+Enter');
      await bruno.getByText('Rien n’attend votre décision').waitFor();
    });

    it('is published, and stands for everybody', async () => {
      await go(camille, '/procedures/SIRRIUS-NOON?edit=1');
      await camille.getByRole('button', { name: 'Publier' }).click();
      await camille.getByText('Version 2 publiée').waitFor();
      await go(bruno, '/procedures/SIRRIUS-NOON');
      await bruno
        .getByText(/^Relu, /)
        .first()
        .waitFor();
    });
  });

  describe('a restore drill', () => {
    it('is run and measured', async () => {
      await go(camille, '/backups');
      await heading(camille, 'Sauvegardes');
      await camille
        .getByRole('row', { name: /vérifié/ })
        .first()
        .waitFor({ timeout: 90_000 });
      await camille.getByRole('button', { name: 'Exercice de restauration' }).click();
      await camille
        .getByText(/^\d+([.,]\d+)?\s(ms|s) sur 4\sh/)
        .first()
        .waitFor({ timeout: 60_000 });
    });
  });

  describe('somebody who joins', () => {
    it('has a case with the lines of SEC-001, each proven', async () => {
      await camille.keyboard.press('Alt+n');
      await heading(camille, 'Personnel');
      await camille.keyboard.press('Insert');
      const dialog = camille.getByRole('dialog', { name: 'Ouvrir un dossier' });
      await dialog.getByLabel('Nom de la personne').fill('Zoé Laurent');
      await camille.keyboard.press('Enter');
      const detail = camille.getByRole('region', { name: 'Détail du dossier' });
      await detail.getByText('Charte informatique signée').waitFor();
      expect(await detail.getByRole('button', { name: 'Clore…' }).isDisabled()).toBe(true);
      await detail.getByRole('button', { name: 'Prouver…' }).first().click();
      await camille.getByRole('dialog').getByRole('textbox').first().fill('Ticket RH 204');
      await camille.keyboard.press('Control+Enter');
      await detail.getByText('Preuve : Ticket RH 204').waitFor();
      await camille.getByRole('row', { name: /Zoé Laurent.*1\/6/ }).waitFor();
    });

    it('is looked at again every quarter', async () => {
      await camille.keyboard.press('2');
      await camille.getByText(/^Revue du trimestre \d{4}-T\d/).waitFor();
    });
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`has nothing serious for axe where the desks are full, ${theme}`, async () => {
      await camille.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      for (const path of ['/people', '/approvals?box=decided', '/runs', run, '/procedures/SIRRIUS-NOON?edit=1', '/backups']) {
        await go(camille, path);
        await camille.getByRole('heading', { level: 1 }).waitFor();
        await camille.getByRole('contentinfo').waitFor();
        await camille.waitForLoadState('networkidle');
        await isStill(camille);
        const { violations } = await new AxeBuilder({ page: camille })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
          .analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
      }
    });
  }

  it('raised no script error', () => {
    expect(errors.flat()).toEqual([]);
  });
});
