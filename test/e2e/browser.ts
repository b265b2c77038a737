import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { aheadScript } from './aheadOfTime';

/** The Chromium that `npm test` found or installed; without one every test here is skipped by name. */
export const chromiumPath = process.env.SIRRIUS_CHROMIUM ?? null;
export const noChromium = chromiumPath === null ? ' (skipped: no Chromium was found; `npm test` finds or installs one)' : '';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('no Chromium');
  return chromium.launch({ executablePath: chromiumPath, headless: true, args: QUIET });
}

export interface View {
  readonly theme?: 'light' | 'dark';
  readonly language?: 'fr' | 'en';
  readonly size?: { readonly width: number; readonly height: number };
  /** How far the page's clock runs before the machine's, ms. */
  readonly aheadMs?: number;
}

/** Where `RunningConsole.url` carries a session, the page finds its secret as if it had bought it. */
const SESSION = /#session=(.+)$/;

/** A fresh profile, and a page that fails the test on any script error or console error. */
export async function openPage(
  browser: Browser,
  url: string,
  view: View = {},
): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
  const context = await browser.newContext({
    viewport: view.size ?? { width: 1280, height: 800 },
    colorScheme: view.theme ?? 'light',
    locale: view.language === 'en' ? 'en-GB' : 'fr-FR',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
  });
  if (view.aheadMs !== undefined) await context.addInitScript(aheadScript(view.aheadMs));
  const secret = SESSION.exec(url)?.[1];
  if (secret !== undefined) await context.addInitScript((kept) => sessionStorage.setItem('sirrius.session', kept), secret);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(url.replace(SESSION, ''));
  return { page, context, errors };
}

/**
 * Waits until nothing moves: a control on its way from one theme to the other has neither's contrast. What was changed just
 * now begins to move with a later frame, so two frames are let go by first.
 */
export async function isStill(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.waitForFunction(() => !document.getAnimations().some((each) => each instanceof CSSTransition));
}

/** Keeps what the page looked like when a test failed, under `out/e2e/`. */
export async function keepPicture(page: Page, title: string): Promise<void> {
  await page.screenshot({ path: `out/e2e/${title.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)}.png` });
}
