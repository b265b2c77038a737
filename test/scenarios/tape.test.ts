import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownInstrument } from '../../electron/backend/engine/catalogue';
import { replay } from '../../electron/backend/engine/replay';
import { readCandleFile } from '../../electron/backend/engine/tape/candleFile';
import type { Store } from '../../electron/backend/store/store';
import { ruleSetFor } from '../../shared/features/signals/ruleSet';
import { STRATEGIES } from '../../shared/features/signals/strategies/registry';
import { walkingBars } from '../builders/bars';
import { aChild } from '../builders/child';
import { presetSettings } from '../builders/console';
import { describeWithSharedData } from '../builders/sharedData';
import { aFolder } from '../builders/store';
import { metronome } from '../builders/strategies';
import { playTape } from './tapePlayer';

/** Short stops, so that much is decided in few candles. */
const STRATEGY = [metronome(5, 0.002)];
/** The same within fewer candles: every commit is a whole start. */
const OFTEN = [metronome(3, 0.0015)];

/** Everything that was decided, as stored: rows in a fixed order, without the machine's own times. */
function decisions({ read }: Store) {
  const { db } = read;
  return {
    signals: read.all(db.selectFrom('signals').selectAll().orderBy('at').orderBy('id')),
    outcomes: read.all(db.selectFrom('outcomes').selectAll().orderBy('at').orderBy('signal_id').orderBy('result')),
    seals: read.all(db.selectFrom('seals').select(['signal_id', 'body']).orderBy('signal_id')),
    notices: read.all(db.selectFrom('notifications').select('origin')).length,
    facts: read.all(
      db.selectFrom('facts').select(['kind', 'subject']).where('kind', 'like', 'signal.%').orderBy('subject').orderBy('kind'),
    ),
  };
}

async function played(dataDir: string, file: string, instrument: string, options: Partial<Parameters<typeof playTape>[0]> = {}) {
  let found: ReturnType<typeof decisions> | null = null;
  await playTape({ dataDir, file, instrument, look: (store) => (found = decisions(store)), ...options });
  if (found === null) throw new Error('nothing was played');
  return found as ReturnType<typeof decisions>;
}

function writeTape(path: string, rows: number): string {
  const { ts, open, high, low, close, volume } = walkingBars(rows, 5, 40_000);
  const start = Date.UTC(2026, 0, 5);
  const lines = Array.from(ts, (at, i) => [start + at, open[i], high[i], low[i], close[i], volume[i]].join(','));
  writeFileSync(path, `ts,open,high,low,close,volume\n${lines.join('\n')}\n`);
  return path;
}

describeWithSharedData('a real week, played into the console', 'market/crypto/spot_BTCUSDT_1m_20210219_1week.csv.gz', (file) => {
  it('[SIG20] decides exactly what the terminal decides for the same file', { timeout: 110_000 }, async () => {
    const dataDir = aFolder();
    await presetSettings(dataDir, { signalTimeframes: ['5m'] });
    const { signals, outcomes, seals } = await played(dataDir, file, 'BTCUSDT');

    const instrument = knownInstrument('BTCUSDT');
    if (instrument === null) throw new Error('BTCUSDT is not in the catalogue');
    const lines: Record<string, unknown>[] = [];
    const tape = readCandleFile(readFileSync(file));
    replay({
      tape,
      instrument,
      timeframe: '5m',
      ruleSet: ruleSetFor(instrument),
      calendar: null,
      strategies: STRATEGIES,
      shadow: true,
      write: (line) => void lines.push({ ...line }),
    });
    const expected = lines.filter(({ type }) => type === 'signal');
    expect(expected.length).toBeGreaterThan(20);
    const byId = (a: { id: unknown }, b: { id: unknown }) => (String(a.id) < String(b.id) ? -1 : 1);
    const stored = signals.map((row) => ({
      type: 'signal',
      ...Object.fromEntries(
        [
          'id',
          'at',
          'instrument',
          'timeframe',
          'direction',
          'entry',
          'tp1',
          'tp2',
          'sl',
          'confidence',
          'status',
          'strategy',
          'source',
        ].map((name) => [name, row[name as keyof typeof row]]),
      ),
      noEdge: row.no_edge,
      expiresAt: row.expires_at,
      ruleSet: row.rule_set,
      checks: JSON.parse(row.checks_json) as unknown,
    }));
    expect(stored.sort(byId as never)).toEqual((expected as { id: unknown }[]).sort(byId));
    const told = lines
      .filter(({ type }) => type === 'outcome')
      .map(({ id, at, result, r, rGross }) => [id, at, result, r, rGross].join());
    expect(outcomes.map((row) => [row.signal_id, row.at, row.result, row.r, row.r_gross].join()).sort()).toEqual(told.sort());
    expect(seals).toHaveLength(signals.length);
  });
});

/** Where a point is being made: its files come and go while the rest is copied, and a start sweeps them away. */
const WORK = /backup-work./;

describe('a backend that is killed', () => {
  it('[SIG21] between every pair of commits decides the same as one that never was', { timeout: 118_000 }, async () => {
    const file = writeTape(join(aFolder(), 'tape.csv'), 110);
    const [calm, images] = [aFolder(), aFolder()];
    await presetSettings(calm, { signalTimeframes: ['5m'] });
    let commits = 0;
    // What the disk holds right after each commit is what a process killed there leaves behind.
    const committed = () => {
      commits += 1;
      cpSync(calm, join(images, String(commits)), { recursive: true, filter: (path) => !WORK.test(path) });
    };
    const expected = await played(calm, file, 'BTCUSDT', { strategies: OFTEN, committed });
    expect(expected.signals.length).toBeGreaterThan(5);
    expect(expected.outcomes.length).toBeGreaterThan(5);
    expect(commits).toBeGreaterThan(60);
    for (let commit = 1; commit <= commits; commit += 1) {
      const found = await played(join(images, String(commit)), file, 'BTCUSDT', { strategies: OFTEN });
      expect(found, `killed after commit ${commit} of ${commits}`).toEqual({ ...expected, notices: found.notices });
      expect(found.notices).toBeLessThanOrEqual(expected.notices + 1);
    }
  });

  it('[SIG21] with kill -9, one death after another, comes through to the same decisions', { timeout: 118_000 }, async () => {
    const file = writeTape(join(aFolder(), 'tape.csv'), 170);
    const [calm, cut] = [aFolder(), aFolder()];
    for (const folder of [calm, cut]) await presetSettings(folder, { signalTimeframes: ['5m'] });
    const expected = await played(calm, file, 'BTCUSDT', { strategies: STRATEGY });
    const child = join(import.meta.dirname, 'tape.child.ts');
    let deaths = 0;
    for (let finished = false; !finished; ) {
      // A start commits by itself, so a life that ends soon after its first commits still gets somewhere.
      const { signal, code, problems } = await aChild(child, [cut, file, String(20 + (deaths % 11))]).ended();
      finished = signal === null;
      expect(finished ? code : signal, problems).toBe(finished ? 0 : 'SIGKILL');
      deaths += finished ? 0 : 1;
      expect(deaths, 'the chain of deaths ends').toBeLessThan(100);
    }
    expect(deaths).toBeGreaterThan(5);
    const found = await played(cut, file, 'BTCUSDT', { strategies: STRATEGY });
    expect(found).toEqual({ ...expected, notices: found.notices });
  });
});
