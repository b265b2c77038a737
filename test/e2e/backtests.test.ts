import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tapeSource } from '../../electron/backend/engine/replay';
import { readCandleFile } from '../../electron/backend/engine/tape/candleFile';
import { systemClock } from '../../electron/backend/kit/clock';
import { createLog } from '../../electron/backend/kit/log';
import { openStore } from '../../electron/backend/store/open';
import { walkingBars } from '../builders/bars';
import { csvOf } from '../builders/candles';
import { chromiumPath, keepPicture, launch, noChromium, openPage } from './browser';
import { type RunningConsole, startConsole } from './console';

const START = Date.UTC(2026, 0, 5);
const ROWS = 12_000;

/** A tape of a good week, and a data directory in which it has been played already. */
async function seeded(folder: string): Promise<{ dataDir: string; file: string }> {
  const bars = walkingBars(ROWS, 2);
  const rows = Array.from(bars.ts, (ts, i) => ({
    ts: START + ts,
    open: bars.open[i] ?? 0,
    high: bars.high[i] ?? 0,
    low: bars.low[i] ?? 0,
    close: bars.close[i] ?? 0,
    volume: bars.volume[i] ?? 0,
  }));
  const file = join(folder, 'tape.csv');
  const text = csvOf(rows);
  writeFileSync(file, text);
  const tape = readCandleFile(new TextEncoder().encode(text));
  const dataDir = join(folder, 'data');
  const store = await openStore({ dataDir, clock: systemClock(), log: createLog({ level: 'silent' }) });
  store.series.appendCandles(tapeSource('BTCUSDT', tape), 'BTCUSDT', '1m', tape.candles);
  store.close();
  return { dataDir, file };
}

describe.skipIf(chromiumPath === null)(`backtests on the screen${noChromium}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-e2e-'));
  let running: RunningConsole;
  let browser: Browser;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    const { dataDir, file } = await seeded(folder);
    running = await startConsole({ dataDir, args: ['--feed', file, '--instrument', 'BTCUSDT'] });
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

  const result = () => page.getByRole('region', { name: 'Résultat' });
  /** Fills in the form by keyboard and waits for the verdicts. */
  const run = async (name: string, cost: string | null) => {
    await page.keyboard.press('Insert');
    const form = page.getByRole('dialog', { name: 'Nouveau backtest' });
    await form.getByRole('textbox', { name: 'Nom' }).fill(name);
    if (cost !== null) await form.getByRole('textbox', { name: 'Coût par côté (pb)' }).fill(cost);
    await form.getByRole('textbox', { name: 'Nom' }).press('Enter');
    await result().getByRole('heading', { level: 2, name }).waitFor();
    await result()
      .getByText(/Aucun regard vers l’avenir · [1-9]/)
      .waitFor({ timeout: 60_000 });
  };

  it('opens by its key, says what it is for, and runs one by keyboard', async () => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Alt+k');
    await page.getByRole('heading', { level: 1, name: 'Backtests' }).waitFor();
    await page.getByRole('heading', { name: 'Aucun backtest' }).waitFor();
    await run('Premier', null);
  });

  it('shows verdicts with what was compared, figures with n, and the signals, held back ones included', async () => {
    await result()
      .getByText(/Ne se réécrit pas · [1-9]/)
      .waitFor();
    await result()
      .getByText(/^Simulé/)
      .first()
      .waitFor();
    await page.keyboard.press('v');
    await result()
      .getByText(/n = [1-9]\d*/)
      .first()
      .waitFor();
    const trades = result().getByRole('grid', { name: 'Signaux' });
    await trades
      .getByRole('row', { name: /BTCUSDT/ })
      .first()
      .click();
    await result().getByRole('region', { name: 'Signal choisi' }).getByText('Retenu par').waitFor();
    await result().locator('canvas').first().waitFor();
    await result().getByText('Tableau', { exact: true }).click();
    await result().getByRole('table').first().waitFor();
  });

  it('repeats it to the same digest', async () => {
    await page.keyboard.press('r');
    await result().getByText('identique').waitFor({ timeout: 60_000 });
  });

  it('compares two side by side, with the differences', async () => {
    await run('Plus cher', '40');
    await page.keyboard.press('c');
    await page.getByRole('option', { name: 'Premier' }).click();
    const comparison = result().getByRole('region', { name: 'Comparaison' });
    const row = comparison.getByRole('row', { name: /R total net/ });
    await row.waitFor();
    const [dear, own] = (await row.getByRole('cell').allInnerTexts()).map((text) =>
      Number(text.split('\n')[0]?.replace(',', '.').replace('−', '-').replace(/\s/g, '')),
    );
    expect(dear).toBeLessThan(own ?? Number.NaN);
    expect(errors).toEqual([]);
  });

  it('says in words that a period holds too few candles', async () => {
    await page.keyboard.press('Insert');
    const form = page.getByRole('dialog', { name: 'Nouveau backtest' });
    await form.getByLabel('Du', { exact: true }).fill('2026-01-01');
    await form.getByLabel('Au', { exact: true }).fill('2026-01-02');
    await form.getByRole('button', { name: 'Lancer' }).click();
    await result()
      .getByText(/BTCUSDT n’a que 0 bougies/)
      .waitFor({ timeout: 30_000 });
  });
});
