import { AxeBuilder } from '@axe-core/playwright';
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumPath, isStill, keepPicture, launch, noChromium, openPage } from './browser';
import { type RunningConsole, removeDataDir, startConsole } from './console';

const OWNER = { name: 'Ada Lovelace', email: 'ada@sirrius.example', password: 'Trois chevaux boivent à midi' };
const SECOND = { name: 'Grace Hopper', email: 'grace@sirrius.example', password: 'Sept navires rentrent au port' };
const NOBODY = 'none';

const codeOf = (secret: string) => new TOTP({ secret: secret.replaceAll(' ', '') }).generate();

/** Nothing serious for axe, in both themes. */
async function isClean(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await isStill(page);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${what} ${colorScheme}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const focused = (page: Page) =>
  page.evaluate(() =>
    document.activeElement instanceof HTMLInputElement ? document.activeElement.labels?.[0]?.textContent : null,
  );

/** Types into what has the focus, field after field, as somebody without a mouse does. */
async function type(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const [index, text] of texts.entries()) {
    if (index > 0) await page.keyboard.press('Tab');
    await page.keyboard.type(text);
  }
}

/** From the QR code to the work; gives the recovery codes. */
async function enrol(page: Page): Promise<readonly string[]> {
  await heading(page, 'Ajoutez un second facteur');
  await page.getByRole('img', { name: 'Code QR du second facteur' }).waitFor();
  await isClean(page, 'enrol');
  await page.getByLabel('Code de vérification').focus();
  await type(page, codeOf(await page.locator('code').innerText()));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Vos codes de récupération' }).waitFor();
  await isClean(page, 'recovery codes');
  const codes = await page.getByRole('list', { name: 'Vos codes de récupération' }).getByRole('listitem').allInnerTexts();
  expect(await page.getByRole('button', { name: 'Continuer' }).isDisabled()).toBe(true);
  await page.getByLabel('J’ai rangé ces codes en lieu sûr.').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  return codes;
}

describe.skipIf(chromiumPath === null)(`people and their rights${noChromium}`, () => {
  let running: RunningConsole;
  let browser: Browser;
  let owner: Page;
  let second: Page;
  let recovery: readonly string[];
  let invitation: string;
  const errors: string[][] = [];

  const open = async (url: string) => {
    const opened = await openPage(browser, url);
    errors.push(opened.errors);
    return opened.page;
  };

  beforeAll(async () => {
    running = await startConsole({ secret: NOBODY, args: ['--feed', 'simulation'] });
    browser = await launch();
    owner = await open(running.link);
  });

  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(async () => {
      await keepPicture(owner, task.name);
      if (second !== undefined) await keepPicture(second, `second ${task.name}`);
    });
  });

  afterAll(async () => {
    await browser?.close();
    await running?.stop();
    if (running !== undefined) removeDataDir(running);
  });

  it('makes the first owner, with a second factor, by keyboard alone', async () => {
    await heading(owner, 'Créez le premier compte');
    expect(await focused(owner)).toMatch(/^Nom et prénom/);
    await isClean(owner, 'first owner');
    await type(owner, OWNER.name, OWNER.email, OWNER.password);
    await owner.keyboard.press('Tab');
    await type(owner, OWNER.password);
    await owner.keyboard.press('Enter');
    recovery = await enrol(owner);
    expect(recovery.length).toBeGreaterThan(5);
    await heading(owner, 'Aujourd’hui');
    await owner.getByRole('contentinfo').getByText(OWNER.name).waitFor();
  });

  it('invites somebody and shows the code once', async () => {
    await owner.keyboard.press('Alt+o');
    await heading(owner, 'Accès');
    await owner.getByRole('row', { name: /Ada Lovelace/ }).waitFor();
    await isClean(owner, 'operators');
    await owner.keyboard.press('Insert');
    const dialog = owner.getByRole('dialog', { name: 'Inviter un opérateur' });
    await dialog.waitFor();
    await type(owner, SECOND.name, SECOND.email);
    await dialog.getByLabel('Niveau d’accès', { exact: true }).first().click();
    await owner.getByRole('option', { name: '3 · Production, lecture' }).click();
    await isClean(owner, 'invite');
    await dialog.getByRole('button', { name: 'Créer l’invitation' }).click();
    invitation = await owner.getByRole('dialog', { name: 'Code d’invitation' }).locator('code').innerText();
    await isClean(owner, 'invitation');
    await owner.keyboard.press('Enter');
    await owner.getByRole('row', { name: /Grace Hopper.*Invité/ }).waitFor();
  });

  it('takes the invited person in, in another browser, with a second factor', async () => {
    await running.stop();
    running = await startConsole({
      secret: NOBODY,
      dataDir: running.dataDir,
      port: running.port,
      args: ['--feed', 'simulation'],
    });
    second = await open(running.link);
    await heading(second, 'Connectez-vous');
    expect(await focused(second)).toMatch(/^Adresse e-mail/);
    await isClean(second, 'sign-in');
    await second.getByRole('button', { name: 'J’ai une invitation' }).press('Enter');
    await heading(second, 'Acceptez votre invitation');
    await isClean(second, 'accept');
    await type(second, invitation, SECOND.name, SECOND.password);
    await second.keyboard.press('Tab');
    await type(second, SECOND.password);
    await second.keyboard.press('Enter');
    await enrol(second);
    await heading(second, 'Aujourd’hui');
  });

  it('shows only what the rights allow', async () => {
    const rail = second.getByRole('navigation', { name: 'Écrans' });
    await rail.getByRole('link', { name: 'Signaux' }).waitFor();
    expect(await rail.getByRole('link', { name: 'Accès' }).count()).toBe(0);
  });

  it('locks over the work and leaves it as it was', async () => {
    await owner.getByRole('row', { name: /Grace Hopper.*Actif/ }).waitFor({ timeout: 60_000 });
    await owner.keyboard.press('Control+f');
    await owner.keyboard.type('grace');
    await owner.keyboard.press('Control+Alt+l');
    await heading(owner, 'Console verrouillée');
    expect(await focused(owner)).toMatch(/^Mot de passe/);
    expect(await owner.getByRole('row', { name: /Grace/ }).count(), 'nothing of the work is reached').toBe(0);
    await isClean(owner, 'lock');
    await owner.keyboard.press('Alt+m');
    await owner.keyboard.type('not the password');
    await owner.keyboard.press('Enter');
    await owner.getByRole('alert').getByText('L’adresse ou le mot de passe ne convient pas.').waitFor();
    await owner.keyboard.type(OWNER.password);
    await owner.keyboard.press('Enter');
    await heading(owner, 'Accès');
    expect(await owner.getByRole('textbox', { name: 'Nom, adresse, équipe' }).inputValue()).toBe('grace');
  });

  it('asks for the second factor again before rights change, and then changes them at once', async () => {
    await owner.getByRole('row', { name: /Grace Hopper/ }).click();
    const detail = owner.getByRole('region', { name: 'Détail de l’opérateur' });
    await detail.getByLabel('Rôles', { exact: true }).first().click();
    await owner.keyboard.type('audit');
    await owner.getByRole('option', { name: 'Auditeur' }).click();
    await owner.keyboard.press('Escape');
    await detail.getByText('Lire le journal').first().waitFor();
    await isClean(owner, 'rights editor');
    await detail.getByRole('button', { name: 'Enregistrer les droits' }).click();
    await owner.getByRole('textbox', { name: 'Raison' }).fill('Revue trimestrielle des accès');
    await owner.keyboard.press('Control+Enter');
    const dialog = owner.getByRole('dialog', { name: 'Confirmez que c’est vous' });
    await dialog.waitFor();
    await isClean(owner, 'step-up');
    await owner.keyboard.type(recovery[0] ?? '');
    await owner.keyboard.press('Enter');
    await owner.getByText('Les droits de Grace Hopper sont à jour.').waitFor();
    await second.getByRole('navigation', { name: 'Écrans' }).getByRole('link', { name: 'Accès' }).waitFor();
  });

  it('shows the matrix, also for one person', async () => {
    await owner.keyboard.press('Alt+d');
    await heading(owner, 'Droits');
    await owner.getByRole('rowheader', { name: 'Restaurer une sauvegarde' }).waitFor();
    await isClean(owner, 'matrix');
    await owner.getByRole('combobox', { name: 'Droits d’une personne' }).click();
    await owner.getByRole('option', { name: SECOND.name }).click();
    await owner.getByRole('row', { name: /Restaurer une sauvegarde.*Aucun rôle/ }).waitFor();
  });

  it('shows one’s own account, and signs out by the menu', async () => {
    await second.goto(new URL('/account', running.link).href);
    await heading(second, 'Mon compte');
    await second.getByText('Cette fenêtre').waitFor();
    await isClean(second, 'account');
    await second.getByRole('button', { name: /Grace Hopper/ }).press('Enter');
    await second.getByRole('menuitem', { name: 'Se déconnecter' }).click();
    await heading(second, 'Connectez-vous');
  });

  it('disables an account at once, and tells the person so', async () => {
    await second.getByLabel('Adresse e-mail').fill(SECOND.email);
    await second.getByLabel('Mot de passe', { exact: true }).fill('wrong, to begin with');
    await second.keyboard.press('Enter');
    await second.getByRole('alert').waitFor();
    await owner.keyboard.press('Alt+o');
    await owner.getByRole('row', { name: /Grace Hopper/ }).click();
    await owner.keyboard.press('d');
    await owner.getByRole('textbox', { name: 'Raison' }).fill('Départ de la société');
    await owner.keyboard.press('Control+Enter');
    await owner.getByRole('row', { name: /Grace Hopper.*Désactivé/ }).waitFor();
    await second.getByLabel('Mot de passe', { exact: true }).fill(SECOND.password);
    await second.keyboard.press('Enter');
    await second
      .getByRole('alert')
      .getByText(/désactivé/)
      .waitFor();
  });

  it('raised no script error on the way', () => {
    // The restart in between is told by the browser itself; it is no error of the page.
    expect(errors.flat().filter((error) => !error.includes('WebSocket'))).toEqual([]);
  });
});
