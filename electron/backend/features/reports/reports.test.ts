import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../../../shared/base/canonical';
import { MINUTE } from '../../../../shared/base/time';
import type { Report } from '../../../../shared/features/reports/contract';
import { anActor } from '../../../../test/builders/actor';
import { walkingBars } from '../../../../test/builders/bars';
import { aSealedSignal, aStore, TEST_START } from '../../../../test/builders/store';
import { knownInstrument } from '../../engine/catalogue';
import { manualClock } from '../../kit/clock';
import { sha256Hex } from '../../kit/hash';
import { systemIds } from '../../kit/ids';
import { Refusal } from '../../store/refusal';
import type { CheckContext } from '../checks';
import type { Call, CommandHandler, QueryHandler } from '../handlers';
import { reportChecks } from './checks';
import { createReports } from './service';

const BTC = knownInstrument('BTCUSDT');
if (BTC === null) throw new Error('BTCUSDT is not in the catalogue');
const CALL: Call = {
  actor: anActor(['quality:read', 'quality:manage'], { id: 'camille' }),
  host: 'web',
  sessionId: null,
  signal: undefined,
};
const MONTH = '2026-01';
const FIRST = Date.UTC(2026, 1, 1, 5);

async function aDesk(signals: number, now = Date.UTC(2026, 0, 25)) {
  const { store, clock } = await aStore({ clock: manualClock(now) });
  const { read, commands, facts, series } = store;
  const bars = walkingBars(3000, 4, 40_000);
  const unknown = new Float64Array(bars.ts.length).fill(Number.NaN);
  const ts = bars.ts.map((at) => TEST_START + at);
  series.appendCandles('binance', 'BTCUSDT', '1m', {
    ...bars,
    ts,
    quality: new Float64Array(ts.length),
    bid: unknown,
    ask: unknown,
  });
  commands.run({ actor: 'system:test', action: 'test.signals', input: null }, (tx) => {
    for (let index = 0; index < signals; index += 1) {
      const at = TEST_START + (100 + index * 30) * MINUTE;
      const entry = 40_000 + index;
      const plan = { entry, sl: entry * 0.99, tp1: entry * 1.005, tp2: entry * 1.02, expiresAt: at + 240 * MINUTE };
      const id = aSealedSignal(tx, { ...plan, at, source: 'binance', status: 'validated' });
      const won = index % 3 === 0;
      const end = { outcome_result: won ? 'TP2' : 'SL', outcome_r: won ? 1.2 : -1.1, outcome_r_gross: 1, outcome_final: 1 };
      tx.run(
        tx.db
          .updateTable('signals')
          .set({ ...end, outcome_at: at + 60 * MINUTE })
          .where('id', '=', id),
      );
    }
    aSealedSignal(tx, { at: TEST_START, source: 'kraken', status: 'validated', entry: 1 });
  });
  const options = {
    source: 'binance',
    instruments: [BTC as NonNullable<typeof BTC>],
    baseTimeframe: '1m' as const,
    ...{ read, commands, facts, series, clock },
    ids: systemIds(clock),
    marketNow: () => clock.now(),
    nameOf: (id: string) => (id === 'camille' ? 'Camille Durand' : id),
    onError: (error: unknown) => {
      throw error;
    },
  };
  const reports = createReports(options);
  type Names = keyof typeof reports.handlers;
  const ask = async <Output>(name: Names, input: unknown): Promise<Output> =>
    (reports.handlers[name] as unknown as QueryHandler<unknown, Output>).query(input, CALL);
  const act = async <Output>(name: Names, input: unknown): Promise<Output> => {
    const work = await (reports.handlers[name] as unknown as CommandHandler<unknown, Output>).command(input, CALL);
    return commands.run({ actor: 'camille', action: `reports.${name}`, input }, work);
  };
  return { store, clock, reports, ask, act };
}

interface File {
  readonly name: string;
  readonly file: Blob;
}

describe('the reports desk', () => {
  it('[RPT1] [RPT3] [RPT9] computes a month from the record and the candles, of this source alone, and repeats it to the byte', async () => {
    const { act, ask } = await aDesk(40);
    const { figures, digest } = await act<Report>('generate', { month: MONTH });
    const { totals, benchmarks, partial } = figures.public;
    expect(partial).toBe(true);
    expect(totals).toMatchObject({ n: 40, wins: 14 });
    expect(totals.totalR).toBeCloseTo(14 * 1.2 - 26 * 1.1, 6);
    expect(benchmarks.random).toMatchObject({ n: 40, draws: 200 });
    expect(benchmarks.random?.low).toBeLessThan(benchmarks.random?.high ?? 0);
    expect(benchmarks.buyAndHold[0]?.change).not.toBeNull();
    expect(digest).toBe(sha256Hex(canonicalJson(figures.public as unknown as Json)));
    const again = await act<Report>('generate', { month: MONTH });
    expect(again.digest).toBe(digest);
    expect((await ask<{ months: unknown[] }>('list', undefined)).months).toMatchObject([
      { month: MONTH, closed: 40, madeBy: 'Camille Durand' },
    ]);
  });

  it('[RPT6] [RPT7] gives PDF, HTML and CSV in both languages, and nothing internal in the public ones', async () => {
    const { act, ask } = await aDesk(25);
    await act('generate', { month: MONTH });
    await act('addNote', { month: MONTH, text: 'Note confidentielle' });
    for (const format of ['pdf', 'html', 'csv'] as const)
      for (const language of ['fr', 'en'] as const) {
        const of = async (audience: 'public' | 'internal') => {
          const { name, file } = await ask<File>('download', { month: MONTH, format, language, audience });
          expect(name).toBe(`sirrius-2026-01-${audience}.${language}.${format}`);
          const text = Buffer.from(await file.arrayBuffer()).toString('latin1');
          // Text of a PDF stands in hex strings; put together it can be searched.
          return format === 'pdf'
            ? [...text.matchAll(/<([0-9a-f]+)> Tj/g)].map(([, hex]) => Buffer.from(hex ?? '', 'hex').toString('latin1')).join(' ')
            : text;
        };
        expect(await of('public')).not.toMatch(/confidentielle|Camille/);
        expect(await of('internal')).toMatch(/confidentielle[\s\S]*|Camille/);
      }
  });

  it('[RPT6] writes a PDF whose table of objects points at each of them, with accents and the page numbers in WinAnsi', async () => {
    const { act, ask } = await aDesk(25);
    await act('generate', { month: MONTH });
    const { file } = await ask<File>('download', { month: MONTH, format: 'pdf', language: 'fr', audience: 'public' });
    const text = Buffer.from(await file.arrayBuffer()).toString('latin1');
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe('xref');
    const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset));
    expect(offsets.length).toBeGreaterThan(6);
    for (const [index, offset] of offsets.entries()) expect(text.slice(offset).startsWith(`${index + 1} 0 obj`)).toBe(true);
    for (const [, length, body] of text.matchAll(/<< \/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/g))
      expect(body?.length).toBe(Number(length));
    const hex = (shown: string) => Buffer.from(shown, 'latin1').toString('hex');
    expect(text).toContain(hex('Résultats par catégorie'));
    expect(text).toContain(hex('Page 1 sur '));
    // The apostrophe lies outside Latin-1: WinAnsi has it at 0x92.
    expect(text).toContain(`${hex('IC 95 % de')}`);
    expect(text).toContain(`6c92${hex('avantage')}`);
  });

  it('[RPT8] makes the report of a month on the first of the next at six, once, tells it, and makes up for it at a start', async () => {
    const { clock, reports, store, ask } = await aDesk(3);
    const told = () =>
      store.read.all(store.read.db.selectFrom('facts').select('data_json').where('kind', '=', 'quality.report-ready'));
    clock.advance(FIRST - clock.now() - 1);
    await reports.look();
    expect(told()).toEqual([]);
    clock.advance(1);
    await reports.look();
    await reports.look();
    expect(told().map(({ data_json }) => JSON.parse(data_json))).toMatchObject([
      { notify: true, values: { month: MONTH }, link: '/reports' },
    ]);
    expect((await ask<Report>('get', { month: MONTH })).madeBy).toBe('system:reports');
  });

  it('[RPT8] keeps the earlier report when one is made again, and refuses a month that has not begun', async () => {
    const { act, store, clock, ask } = await aDesk(3);
    await act('generate', { month: MONTH });
    clock.advance(1000);
    await act('generate', { month: MONTH });
    expect(store.read.all(store.read.db.selectFrom('monthly_reports').select('id'))).toHaveLength(2);
    await expect(act('generate', { month: '2026-02' })).rejects.toThrow(Refusal);
    await expect(ask('get', { month: '2025-11' })).rejects.toThrow(Refusal);
    const [first, second] = [act('generate', { month: MONTH }), act('generate', { month: MONTH })];
    await expect(second).rejects.toThrow(Refusal);
    await first;
  });

  it('[RPT10] hands its figures to a procedure, and fails where there is no report', async () => {
    const { clock, reports, store } = await aDesk(22);
    const checks = reportChecks({ source: 'binance', read: store.read, marketNow: () => clock.now() });
    const names = ['report.by-category', 'report.benchmark', 'report.outliers', 'report.recommendations'] as const;
    const verdicts = () => Promise.all(names.map((name) => checks[name]?.({} as CheckContext)));
    clock.advance(FIRST - clock.now());
    expect((await verdicts()).map((one) => one?.verdict)).toEqual(names.map(() => 'fail'));
    await reports.look();
    const found = await verdicts();
    expect(found.map((one) => one?.verdict)).toEqual(names.map(() => 'pass'));
    expect(JSON.stringify(found)).toContain('n = 22');
  });
});
