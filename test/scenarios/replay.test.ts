import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../shared/features/signals/signal';
import { csvOf } from '../builders/candles';
import { describeWithSharedData } from '../builders/sharedData';
import { metronome } from '../builders/strategies';
import { aTape, type Replayed, replayed, tapeRows, terminalReplay } from './replayed';

const MINUTE = 60_000;

function ofType<T extends Replayed['lines'][number]['type']>(run: Replayed, type: T) {
  return run.lines.filter((line): line is Extract<Replayed['lines'][number], { type: T }> => line.type === type);
}

function summaryOf(run: Replayed) {
  const [summary] = ofType(run, 'summary');
  if (summary === undefined) throw new Error('the output has no summary');
  return summary;
}

/** The signal and outcome lines as they were printed. */
function decided(run: Replayed): string[] {
  return run.stdout.split('\n').filter((line) => /^\{"type":"(signal|outcome)"/.test(line));
}

describe('replay of candles', () => {
  it('[MKT14] gives the same bytes twice, and the digest is that of its signal and outcome lines', async () => {
    const first = await replayed(aTape(3000), ['--shadow'], [metronome(7)]);
    const second = await replayed(aTape(3000), ['--shadow'], [metronome(7)]);
    expect(second.stdout).toBe(first.stdout);
    expect(decided(first).length).toBeGreaterThan(100);
    const digest = createHash('sha256')
      .update(
        decided(first)
          .map((line) => `${line}\n`)
          .join(''),
      )
      .digest('hex');
    expect(summaryOf(first).digest).toBe(digest);
  });

  it('[SIG2] the first N candles give the same lines as the whole file cut at N', async () => {
    const whole = decided(await replayed(aTape(2000), ['--shadow'], [metronome(7)]));
    for (const rows of [400, 401, 1024, 1025, 1999]) {
      const part = decided(await replayed(aTape(rows), ['--shadow'], [metronome(7)]));
      expect(part.length).toBeGreaterThan(5);
      expect(whole.slice(0, part.length)).toEqual(part);
      const until = (rows + 1) * MINUTE;
      expect(whole.slice(part.length).every((line) => (JSON.parse(line) as { at: number }).at > until - 5 * MINUTE)).toBe(true);
    }
  });

  it('[MKT1] a tape that opens off the grid gives the signals of the same rows on it', async () => {
    const late = tapeRows(3000).map((row) => ({ ...row, ts: row.ts + 20_000 }));
    const told = async (csv: string) =>
      ofType(await replayed(csv, ['--shadow'], [metronome(7)]), 'signal').map(({ id: _, source: __, ...line }) => line);
    const onGrid = await told(aTape(3000));
    const offGrid = await told(csvOf(late));
    expect(offGrid.length).toBeGreaterThan(20);
    expect(offGrid.map(({ at, entry, tp2, sl }) => ({ at, entry, tp2, sl }))).toEqual(
      onGrid.map(({ at, entry, tp2, sl }) => ({ at, entry, tp2, sl })),
    );
  });

  it('[SIG13] off the grid too a signal ends at its expiry, and never before it was decided', async () => {
    const late = tapeRows(3000).map((row) => ({ ...row, ts: row.ts + 20_000 }));
    const run = await replayed(csvOf(late), ['--shadow'], [metronome(7, 0.2)]);
    const signals = new Map(ofType(run, 'signal').map((signal) => [signal.id, signal]));
    const outcomes = ofType(run, 'outcome');
    expect(outcomes.some(({ result }) => result.endsWith('EXPIRED'))).toBe(true);
    for (const { id, at, result } of outcomes) {
      expect(at).toBeGreaterThan(signals.get(id)?.at ?? Number.NaN);
      if (result.endsWith('EXPIRED')) expect(at).toBe(signals.get(id)?.expiresAt);
    }
  });

  it('[SIG5] every signal has all seven checks and its status follows from them', async () => {
    const run = await replayed(aTape(3000), [], [metronome(7)]);
    for (const signal of ofType(run, 'signal')) {
      expect(signal.checks.map((check) => check.rule)).toEqual([...RULES]);
      expect(signal.status === 'quarantined').toBe(signal.checks.some((check) => !check.passed));
      expect(signal.noEdge).toBeCloseTo(1 / (1 + Math.abs(signal.tp1 - signal.entry) / Math.abs(signal.entry - signal.sl)), 8);
      expect(signal.expiresAt - signal.at).toBe(48 * 5 * MINUTE);
    }
  });

  it('[SIG15] the summary counts what was printed', async () => {
    const run = await replayed(aTape(3000), ['--shadow'], [metronome(7, 0.03), metronome(11, 0.02, 'other')]);
    const summary = summaryOf(run);
    const signals = ofType(run, 'signal');
    const validated = new Set(signals.filter((one) => one.status === 'validated').map((one) => one.id));
    const finals = ofType(run, 'outcome').filter((one) => one.final && validated.has(one.id));
    expect(validated.size).toBeGreaterThan(0);
    expect(summary).toMatchObject({
      candles: 3000,
      gaps: 0,
      signals: signals.length,
      validated: validated.size,
      closed: finals.length,
    });
    expect(summary.open).toBe(validated.size - finals.length);
    const wins = finals.filter((one) => ['TP1_BE', 'TP1_EXPIRED', 'TP2'].includes(one.result)).length;
    expect([summary.wins, summary.losses]).toEqual([wins, finals.length - wins]);
    if (finals.length > 0) expect(summary.winRate).toBeCloseTo(wins / finals.length, 8);
  });

  it('[SIG10] without --shadow only validated signals have outcomes', async () => {
    const run = await replayed(aTape(3000), [], [metronome(7)]);
    const validated = new Set(
      ofType(run, 'signal')
        .filter((one) => one.status === 'validated')
        .map((one) => one.id),
    );
    expect(ofType(run, 'outcome').every((one) => validated.has(one.id))).toBe(true);
    const shadow = await replayed(aTape(3000), ['--shadow'], [metronome(7)]);
    expect(ofType(shadow, 'outcome').length).toBeGreaterThan(ofType(run, 'outcome').length);
  });

  it('[MKT3] gaps are told in the order of time, and no signal is drawn from a bar over one', async () => {
    const run = await replayed(aTape(600, [100, 101, 350]), [], [metronome(1)]);
    expect(ofType(run, 'gap')).toEqual([
      { type: 'gap', instrument: 'TESTUSDT', timeframe: '1m', from: 100 * MINUTE, to: 102 * MINUTE, missing: 2 },
      { type: 'gap', instrument: 'TESTUSDT', timeframe: '1m', from: 350 * MINUTE, to: 351 * MINUTE, missing: 1 },
    ]);
    const times = run.lines.flatMap((line) => (line.type === 'gap' ? [line.from] : 'at' in line ? [line.at] : []));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const ats = (one: Replayed) => ofType(one, 'signal').map((signal) => signal.at / MINUTE);
    expect(ats(run)).not.toContain(105);
    expect(ats(run)).not.toContain(355);
  });

  it('[MKT3] --sparse lists the gaps and trusts the bars', async () => {
    const quality = async (...args: string[]) => {
      const run = await replayed(aTape(20, [7]), ['--print', 'candles', ...args]);
      return ofType(run, 'candle').map((one) => one.quality);
    };
    // Minutes 1 to 20: the first and the last bar of five are begun and left within the file.
    expect(await quality()).toEqual(['suspect', 'suspect', 'complete', 'complete', 'suspect']);
    expect(await quality('--sparse')).toEqual(Array(5).fill('complete'));
    expect(ofType(await replayed(aTape(20, [7]), ['--sparse']), 'gap')).toHaveLength(1);
  });

  it('[MKT7] an absurd row is named on stderr, kept as suspect, and decides nothing', async () => {
    const rows = tapeRows(400);
    const bad = rows[200];
    if (bad === undefined) throw new Error('the tape is too short');
    rows[200] = { ...bad, high: bad.high * 3 };
    const run = await replayed(csvOf(rows), ['--timeframe', '1m'], [metronome(1)]);
    expect([run.code, run.stderr]).toEqual([
      0,
      ['tape.csv:202: price more than 20 % from the last accepted close: the row is suspect'],
    ]);
    const ats = ofType(run, 'signal').map((one) => one.at);
    expect(ats.filter((at) => at > bad.ts && at <= bad.ts + 20 * MINUTE)).toEqual([]);
    const candles = ofType(await replayed(csvOf(rows), ['--timeframe', '1m', '--print', 'candles']), 'candle');
    expect(candles.filter((one) => one.quality === 'suspect').map((one) => one.ts)).toEqual([bad.ts]);
  });

  it('[SIG7] --calendar fails signals near an announcement; --require quarantines for want of one', async () => {
    const plain = await replayed(aTape(3000), [], [metronome(7)]);
    const first = ofType(plain, 'signal')[0];
    if (first === undefined) throw new Error('the tape gives no signal');
    const iso = new Date(first.at + 15 * MINUTE).toISOString();
    const files = { 't.csv': aTape(3000), 'c.csv': `datetime,currency,impact,event\n${iso},USD,High Impact Expected,CPI\n` };
    const args = ['--candles', 't.csv', '--instrument', 'TESTUSDT', '--json'];
    const near = await terminalReplay([...args, '--calendar', 'c.csv'], files, [metronome(7)]);
    expect(ofType(near, 'signal')[0]?.checks[6]).toEqual({
      rule: 'calendar',
      verdict: 'fail',
      passed: false,
      measured: 15,
      threshold: 15,
    });
    const strict = await terminalReplay([...args, '--require', 'news'], files, [metronome(7)]);
    expect(ofType(strict, 'signal').every((one) => one.status === 'quarantined' && one.checks[6]?.verdict === 'no-data')).toBe(
      true,
    );
  });

  it('[SIG10] an empty result is said with nulls', async () => {
    const summary = summaryOf(await replayed(aTape(10), []));
    const nulls = {
      winRate: null,
      winRateLow: null,
      winRateHigh: null,
      noEdgeRate: null,
      edgeLow: null,
      edgeHigh: null,
      expectancyR: null,
    };
    expect(summary).toMatchObject({ candles: 10, signals: 0, closed: 0, open: 0, ...nulls });
  });

  it('the table claims no edge where none is proven, and says when there is too little to say anything', async () => {
    const table = (minutes: number) =>
      terminalReplay(['--candles', 't.csv', '--instrument', 'TESTUSDT'], { 't.csv': aTape(minutes) }, [metronome(7, 0.025)]);
    expect((await table(3000)).stdout).toMatch(/no edge proven|above the no-edge rate/);
    expect((await table(700)).stdout).toMatch(/insufficient sample[\s\S]*no edge proven/);
  });

  it('the table is for people, in English or French', async () => {
    const table = (...args: string[]) =>
      terminalReplay(['--candles', 't.csv', '--instrument', 'TESTUSDT', ...args], { 't.csv': aTape(3000) }, [metronome(7)]);
    expect((await table()).stdout).toMatch(/^Time \(UTC\) +Event +Signal[\s\S]*Rows +3000, 0 gaps[\s\S]*Signals +\d+/);
    expect((await table('--lang', 'fr')).stdout).toMatch(
      /^Heure \(UTC\) +Fait +Signal[\s\S]*Lignes +3000, 0 trous[\s\S]*Signaux +\d+/,
    );
  });
});

describe('replay of trades', () => {
  /** Four trades a minute on the same lively price. */
  function trades(minutes: number): string[] {
    return tapeRows(minutes).flatMap(({ ts, open, high, low, close }) =>
      [open, high, low, close].map((price, index) => `${ts + index * 15_000},${price},0.5`),
    );
  }
  const csv = (rows: readonly string[]) => `ts,price,amount\n${rows.join('\n')}\n`;
  const run = (rows: readonly string[]) =>
    terminalReplay(
      ['--trades', 't.csv', '--instrument', 'TESTUSDT', '--json', '--shadow', '--timeframe', '1m'],
      { 't.csv': csv(rows) },
      [metronome(7)],
    );

  it('[MKT1] the minute in which the tape breaks off is never evaluated', async () => {
    const rows = trades(400);
    const whole = decided(await run(rows));
    expect(whole.length).toBeGreaterThan(50);
    for (let count = 800; count < 1000; count += 1) {
      const part = decided(await run(rows.slice(0, count)));
      expect(whole.slice(0, part.length)).toEqual(part);
    }
  });

  it('[MKT1] gives the same decisions as the candles made of it, less that minute', async () => {
    const rows = trades(400);
    const fromTrades = ofType(await run(rows), 'signal');
    const candles = csvOf(tapeRows(399).map((row) => ({ ...row, volume: 2 })));
    const fromCandles = ofType(await replayed(candles, ['--timeframe', '1m'], [metronome(7)]), 'signal');
    const figures = ({ at, direction, entry, sl, tp1, tp2, confidence, checks }: (typeof fromTrades)[number]) => [
      at,
      direction,
      entry,
      sl,
      tp1,
      tp2,
      confidence,
      checks,
    ];
    expect(fromTrades.map(figures)).toEqual(fromCandles.map(figures));
  });
});

describe('what replay refuses', () => {
  const tape = aTape(20);
  const base = ['--candles', 't.csv', '--instrument', 'BTCUSDT', '--json'];

  it.each<[args: string[], line: string]>([
    [['--json'], 'replay: give --candles FILE or --trades FILE'],
    [['--candles', 't.csv'], 'replay: give --instrument ID'],
    [['--candles', 't.csv', '--trades', 't.csv', '--instrument', 'X'], 'replay: give one file only, --candles or --trades'],
    [[...base, '--instrument', 'ETHUSDT'], 'replay: --instrument is given twice'],
    [[...base, '--timeframe', '7m'], 'replay: --timeframe must be one of 1m, 5m, 15m, 1h, 4h, 1d'],
    [[...base, '--require', 'luck'], `replay: --require must be one of ${RULES.join(', ')}`],
    [[...base, '--print', 'money'], 'replay: --print must be candles'],
    [['--candles', 'nowhere.csv', '--instrument', 'X', '--json'], 'nowhere.csv:1: the file cannot be read (ENOENT)'],
    [[...base, '--calendar', 'nowhere.ics'], 'nowhere.ics:1: the file cannot be read (ENOENT)'],
    [['--trades', 't.csv', '--instrument', 'X'], 't.csv:1: the header has no column "price"'],
    [['--candles', 'bad.csv', '--instrument', 'X', '--json'], 'bad.csv:3: high 1 is below low 2'],
    [
      ['--candles', 'hours.csv', '--instrument', 'X', '--timeframe', '5m'],
      'replay: --timeframe 5m is shorter than the rows of the file (1h)',
    ],
  ])('[MKT10] %j: exit 2, nothing on stdout, one line on stderr', async (args, line) => {
    const files = {
      't.csv': tape,
      'bad.csv': 'ts,open,high,low,close\n60000,1,2,1,1\n120000,1,1,2,1\n',
      'hours.csv': 'ts,open,high,low,close\n3600000,1,2,1,1\n7200000,1,2,1,1\n',
    };
    const run = await terminalReplay(args, files);
    expect(run).toMatchObject({ code: 2, stdout: '', stderr: [line] });
  });

  it('[MKT10] unknown flags and stray words too', async () => {
    for (const args of [
      [...base, '--fast'],
      [...base, 'more'],
      [...base, '--timeframe'],
    ]) {
      const run = await terminalReplay(args, { 't.csv': tape });
      expect([run.code, run.stdout, run.stderr.length]).toEqual([2, '', 1]);
    }
  });

  it('--help is no refusal', async () => {
    expect(await terminalReplay(['--help'])).toMatchObject({
      code: 0,
      stderr: [],
      stdout: expect.stringContaining('--candles FILE'),
    });
  });
});

describeWithSharedData('a real week of BTCUSDT', 'market/crypto/spot_BTCUSDT_1m_20210219_1week.csv.gz', (file) => {
  it('[MKT14] decides the same twice and cut at any row', async () => {
    const args = ['--instrument', 'BTCUSDT', '--json', '--shadow'];
    const whole = await terminalReplay(['--candles', file, ...args]);
    expect(whole.code).toBe(0);
    expect(summaryOf(whole)).toMatchObject({ candles: 10_080, gaps: 0 });
    expect(ofType(whole, 'signal').length).toBeGreaterThan(20);
    const rows = gunzipSync(readFileSync(file)).toString().split('\n');
    for (const count of [5001, 7777]) {
      const part = decided(
        await terminalReplay(['--candles', 'cut.csv', ...args], { 'cut.csv': `${rows.slice(0, count + 1).join('\n')}\n` }),
      );
      expect(decided(whole).slice(0, part.length)).toEqual(part);
      expect(part.length).toBeGreaterThan(5);
    }
  });
});

describeWithSharedData('a real file with gaps', 'market/crypto/freqtrade_UNITTEST_1m_gappy.csv.gz', (file) => {
  it('[MKT3] 538 gaps, 717 missing minutes, no signal from a bar over one', async () => {
    const run = await terminalReplay(['--candles', file, '--instrument', 'UNITTEST', '--json']);
    const gaps = ofType(run, 'gap');
    expect([gaps.length, gaps.reduce((sum, one) => sum + one.missing, 0)]).toEqual([538, 717]);
    for (const { at } of ofType(run, 'signal')) expect(gaps.some((gap) => gap.from < at && gap.to > at - 5 * MINUTE)).toBe(false);
  });
});

describeWithSharedData('real forex quotes', 'market/forex/fxcm_EURUSD_1m_bidask_201405_plus.csv.gz', (file) => {
  it('[SIG7] without a calendar every forex signal is quarantined, with one it is judged', async () => {
    const run = await terminalReplay(['--candles', file, '--instrument', 'EURUSD', '--json', '--sparse']);
    const signals = ofType(run, 'signal');
    expect(signals.length).toBeGreaterThan(0);
    for (const signal of signals) expect(signal.checks[6]).toMatchObject({ verdict: 'no-data', passed: false });
    expect(summaryOf(run).validated).toBe(0);
  });
});
