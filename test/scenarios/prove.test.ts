import { spawn } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/paths.ts';
import { STRATEGIES } from '../../shared/features/signals/strategies/registry';
import { aProvenDesk, candlesOfDays, PROOF_DAY } from '../builders/register';
import { aFolder, aStore } from '../builders/store';

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly problems: string;
}

/** `npm run prove` as a person types it in a folder of their own: its own process, built first if need be. */
function prove(args: readonly string[], from = ROOT): Promise<Said> {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'command.ts'), 'prove', ...args], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: from, LANG: 'en_US.UTF-8' },
  });
  const said = { out: '', problems: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.problems += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...said, code }));
  });
}

/** What a console leaves behind that ran over three days with the strategies it is delivered with. */
async function aDirectory() {
  const test = await aStore();
  const candles = candlesOfDays(3, 2);
  const desk = await aProvenDesk(test.store, { strategies: STRATEGIES, timeframes: ['5m', '15m'], candles });
  for (let minute = 0; minute < 3 * 1440; minute += 60) desk.feed(minute, minute + 60);
  const signals = test.store.read.db.selectFrom('signals').select(['id', 'at']).orderBy('at');
  const from = Date.parse(`${PROOF_DAY}T00:00:00Z`);
  return { ...test, signals: test.store.read.all(signals.where('at', '>', from).where('at', '<=', from + 86_400_000)) };
}

function tamper(dataDir: string, signal: string | undefined): void {
  const db = new Database(join(dataDir, 'console.db'));
  db.exec('DROP TRIGGER seals_no_update');
  db.prepare(`UPDATE seals SET body = replace(body, '"entry":', '"entry":9') WHERE signal_id = ?`).run(signal);
  db.close();
}

describe('npm run prove', () => {
  it('[RGS7] proves a day of a real data directory beside a running console, with its digest and exit code 0', async () => {
    const { dataDir, signals } = await aDirectory();
    expect(signals.length).toBeGreaterThan(5);
    const said = await prove(['--data-dir', basename(dataDir), '--day', PROOF_DAY], dirname(dataDir));
    expect(said).toMatchObject({ code: 0, problems: '' });
    expect(said.out).toMatch(
      new RegExp(`^binance BTCUSDT ${PROOF_DAY}: equal, ${signals.length} signals, until \\S+, digest [0-9a-f]{64}\\n$`),
    );
    expect((await prove(['--data-dir', dataDir, '--day', PROOF_DAY])).out, 'the same digest again').toBe(said.out);
  });

  it('[RGS9] names the first difference of a tampered signal with exit code 1', async () => {
    const { store, dataDir, signals } = await aDirectory();
    store.close();
    tamper(dataDir, signals[2]?.id);
    const { code, out, problems } = await prove(['--data-dir', dataDir, '--day', PROOF_DAY]);
    expect({ code, problems }).toEqual({ code: 1, problems: '' });
    expect(out).toMatch(/^binance BTCUSDT \S+: different, /);
    const [, seal, field] = out.split('\n');
    expect(seal).toBe(`  seal ${signals[2]?.id} its content does not give its hash`);
    expect(field).toMatch(new RegExp(`^  field ${signals[2]?.id} decision\\.entry: 9[\\d.]+ ≠ [\\d.]+$`));
  });

  it('[RGS7] says in a sentence that a day has nothing to prove, with exit code 2', async () => {
    const { store, dataDir } = await aDirectory();
    store.close();
    for (const day of ['2020-01-01', '2031-01-01']) {
      const said = await prove(['--data-dir', dataDir, '--day', day]);
      expect(said).toEqual({ code: 2, out: '', problems: `prove: nothing was put on record on ${day}\n` });
    }
  });

  it.each([
    ['a day that the calendar lacks', ['--day', '2026-02-30'], /^prove: --day takes a day of the calendar as YYYY-MM-DD\n$/],
    ['no day', ['--day', 'yesterday'], /^prove: --day takes a day of the calendar/],
    ['an unknown flag', ['--fast'], /^prove: Unknown option '--fast'.*\n$/],
    ['a flag without its value', ['--data-dir'], /^prove: .*--data-dir.*argument.*\n$/],
    ['a folder without data', ['--data-dir', join(ROOT, 'docs')], /^prove: .*no console data.*\n$/],
  ])('[RGS7] refuses %s in one line with exit code 2', async (_, args, sentence) => {
    const { code, out, problems } = await prove(args, aFolder());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(problems).toMatch(sentence);
  });
});
