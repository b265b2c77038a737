import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectClient } from '../builders/console';
import { chromiumPath, keepPicture, launch, noChromium, openPage } from './browser';
import { type RunningConsole, startConsole } from './console';
import { writeTape } from './tape';

describe.skipIf(chromiumPath === null)(`the register is proven, taken away, broken and found broken${noChromium}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-e2e-'));
  let running: RunningConsole;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    const tape = ['--feed', writeTape(folder), '--instrument', 'BTCUSDT', '--speed', '1000'];
    running = await startConsole({ dataDir: join(folder, 'data'), args: tape });
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

  it('lists what was sealed, says that the chain holds, and that it is not anchored outside', async () => {
    await page.goto(new URL('/register', running.url).href);
    await page
      .getByRole('grid')
      .getByRole('row', { name: /Décision/ })
      .first()
      .waitFor({ timeout: 170_000 });
    await page.getByText('Pas ancré hors du poste').waitFor();
    await page.keyboard.press('v');
    await page.getByText(/Chaîne intacte : \d+ entrées? vérifiées?/).waitFor();
  });

  it('proves a day on demand', async () => {
    await page.getByLabel('Jour (UTC)').fill('2026-01-05');
    await page.getByRole('button', { name: 'Prouver ce jour' }).click();
    const row = page.getByRole('row', { name: /2026-01-05/ });
    await row.getByText('égal').waitFor({ timeout: 30_000 });
  });

  it('is checked in the terminal as a file, and found where it was broken', async () => {
    const { client, socket } = await connectClient(new URL(running.url).origin, running.secret);
    let text = '';
    for await (const piece of await client.register.export({ filter: {}, format: 'json' })) text += piece.text;
    socket.close();
    expect(check(text)).toMatchObject({ code: 0, out: expect.stringContaining('entries hold') });
    const lines = text.split('\n');
    lines[1] = (lines[1] ?? '').replace(/"sl\\":\d/, '"sl\\":7');
    expect(check(lines.join('\n'))).toMatchObject({ code: 1, out: expect.stringContaining('broken at entry 1 ') });
    expect(errors).toEqual([]);
  });

  function check(text: string): { code: number; out: string } {
    const file = join(folder, 'register.ndjson');
    writeFileSync(file, text);
    try {
      return {
        code: 0,
        out: execFileSync(process.execPath, ['dist/backend/cli.js', 'verify', '--register', file], { encoding: 'utf8' }),
      };
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string };
      return { code: status, out: stdout };
    }
  }
});
