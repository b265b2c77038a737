import { describe, expect, it } from 'vitest';
import { seeded } from '../../base/seeded';
import { MINUTE } from '../../base/time';
import { csvOf } from './csv';
import type { PublicFigures } from './figures';
import { htmlOf } from './html';
import { type ClosedTrade, categoriesOf, measuresOf, outliersOf } from './measures';
import { madeFrom, monthOf, monthSpan, moveMonth } from './months';
import { paperOf } from './paper';
import { emptyMonths, enterAtRandom, randomResult } from './randomEntry';
import { recommend } from './recommend';

const START = Date.UTC(2026, 0, 10);
function trade(index: number, r: number, given: Partial<ClosedTrade> = {}): ClosedTrade {
  return {
    id: index.toString(16).padStart(32, '0'),
    at: START + index * MINUTE,
    closedAt: START + (index + 60) * MINUTE,
    instrument: 'BTCUSDT',
    class: 'crypto',
    timeframe: '5m',
    strategy: 'trend@1',
    side: 1,
    entry: 100,
    sl: 98,
    tp1: 101,
    tp2: 104,
    expiresAt: START + (index + 240) * MINUTE,
    result: r > 0 ? 'TP2' : 'SL',
    noEdge: 2 / 3,
    r,
    ...given,
  };
}
const many = (count: number, r: number, from = 0, given: Partial<ClosedTrade> = {}) =>
  Array.from({ length: count }, (_, index) => trade(from + index, r, given));

function figuresOf(trades: readonly ClosedTrade[], given: Partial<PublicFigures> = {}): PublicFigures {
  const known = {
    source: 'binance',
    month: '2026-01',
    ...monthSpan('2026-01'),
    partial: false,
    totals: measuresOf(trades),
    cancelled: 0,
    open: 0,
    categories: categoriesOf(trades),
    benchmarks: { buyAndHold: [{ instrument: 'BTCUSDT', change: 0.051 }], random: null, previous: null },
    outliers: outliersOf(trades),
    ...given,
  };
  return { ...known, recommendations: recommend(known) };
}
const INSIDE = {
  notes: [{ at: START, name: 'Camille Secret', text: '=HYPERLINK("x"), "à revoir"' }],
  internal: { samples: 3, reviewed: 2, contested: 1, reviewers: [{ name: 'Paul Dupré', reviews: 2 }] },
};

describe('the figures of a month', () => {
  it('[RPT1] [RPT2] counts losers as winners, leaves the cancelled out, and computes as by hand', () => {
    // Cumulated R in order of closing: 1, 0, -1, 1, 0. Peak 1, lowest after it -1: a drawdown of 2.
    const trades = [trade(1, 1), trade(2, -1), trade(3, -1), trade(4, 2), trade(5, -1), trade(6, 9, { result: 'CANCELLED' })];
    const measures = measuresOf(trades.toReversed());
    expect(measures).toMatchObject({ n: 5, wins: 2, rate: 0.4, totalR: 0, drawdownR: 2, expectancyR: 0 });
    // Wilson for 2 of 5: centre (0.4 + 0.38414588) / 1.76829176, spread as in the formula.
    expect(measures.low).toBeCloseTo(0.1176, 3);
    expect(measures.high).toBeCloseTo(0.7693, 3);
    expect(measures.edge).toBeCloseTo(0.4 - 2 / 3, 9);
  });

  it('[RPT1] cuts months at midnight in Paris', () => {
    expect(monthSpan('2026-01')).toEqual({ from: Date.UTC(2025, 11, 31, 23), to: Date.UTC(2026, 0, 31, 23) });
    expect(monthSpan('2026-03').to).toBe(Date.UTC(2026, 2, 31, 22));
    expect([monthOf(Date.UTC(2026, 0, 31, 23)), moveMonth('2026-01', -1)]).toEqual(['2026-02', '2025-12']);
    expect(madeFrom('2026-03')).toBe(Date.UTC(2026, 3, 1, 4));
  });

  it('[RPT4] names what weighs most on each side and tells the month without it', () => {
    const trades = [...many(18, -0.5), trade(50, 12), trade(51, 3)];
    const { best, worst, without } = outliersOf(trades);
    expect(best.map(({ r }) => r)).toEqual([12, 3]);
    expect(worst).toHaveLength(2);
    expect(without).toMatchObject({ n: 16, totalR: -8 });
    expect(outliersOf([trade(1, 1)]).worst, 'one signal is not both').toEqual([]);
  });
});

describe('the comparison with chance', () => {
  const rows = 600;
  const column = (of: (index: number) => number) => Float64Array.from({ length: rows }, (_, index) => of(index));
  const rising = {
    ts: column((i) => START + i * MINUTE),
    open: column((i) => 100 * 1.001 ** i),
    high: column((i) => 100 * 1.001 ** (i + 1)),
    low: column((i) => 100 * 1.001 ** i),
    close: column((i) => 100 * 1.001 ** (i + 1)),
  };

  it('[RPT3] leads the same plan at random times by the rules that lead a signal: in a market that only rises a long pays its best', () => {
    const months = emptyMonths(20);
    const seed = 'ab'.repeat(32);
    expect(enterAtRandom(months, trade(0, 0.3), rising, seeded(seed), { costBps: 0, stepMs: MINUTE })).toBe(true);
    // Half at 0.5 R, half at 2 R.
    const result = randomResult(months);
    expect(result).toMatchObject({ n: 1, ours: 0.3, asGood: 1, draws: 20 });
    expect(result?.mean).toBeCloseTo(1.25, 6);
    const falling = emptyMonths(20);
    enterAtRandom(falling, trade(0, 0.3, { side: -1, sl: 102, tp1: 99, tp2: 96 }), rising, seeded(seed), {
      costBps: 5,
      stepMs: MINUTE,
    });
    expect(randomResult(falling)?.mean, 'a short is stopped, and pays').toBeLessThan(-1);
    expect(randomResult(falling)?.asGood).toBe(0);
  });

  it('[RPT3] is the same for the same seed, and nothing without candles', () => {
    const twice = [0, 1].map(() => {
      const months = emptyMonths(50);
      enterAtRandom(months, trade(0, 1), { ...rising, close: column((i) => 100 + Math.sin(i) * 5) }, seeded('cd'.repeat(32)), {
        costBps: 5,
        stepMs: MINUTE,
      });
      return randomResult(months);
    });
    expect(twice[0]).toEqual(twice[1]);
    const none = {
      ts: new Float64Array(),
      open: new Float64Array(),
      high: new Float64Array(),
      low: new Float64Array(),
      close: new Float64Array(),
    };
    const months = emptyMonths(5);
    expect(enterAtRandom(months, trade(0, 1), none, seeded('cd'.repeat(32)), { costBps: 5, stepMs: MINUTE })).toBe(false);
    expect(randomResult(months)).toBeNull();
  });
});

describe('the recommendations', () => {
  const rules = (figures: PublicFigures) => figures.recommendations.map(({ rule, subject }) => `${rule} ${subject}`.trim());

  it('[RPT5] asks for patience alone under 20 signals', () => {
    const few = figuresOf(many(19, -1));
    expect(few.recommendations).toEqual([{ rule: 'small-sample', subject: '', values: { n: 19, enough: 20 } }]);
  });

  it('[RPT5] names a series whose edge is proven negative, with its figures', () => {
    const figures = figuresOf([...many(50, -1), ...many(14, 0.5, 50)]);
    const one = figures.recommendations.find(({ rule }) => rule === 'switch-off');
    expect(one).toMatchObject({ subject: 'BTCUSDT 5m', values: { n: 64 } });
    expect(one?.values.edgeHigh).toBeLessThan(0);
    expect(rules(figures)).toContain('drawdown');
  });

  it('[RPT5] is not taken in by a high rate, a lucky signal or chance', () => {
    expect(rules(figuresOf([...many(24, 0.2), ...many(6, -1.2, 24)]))).toContain('losing-winners');
    expect(rules(figuresOf([...many(29, -0.1), trade(40, 30)]))).toContain('rests-on-few');
    const random = { seed: '', draws: 200, n: 30, ours: 0.1, mean: -0.1, low: -0.3, high: 0.12, asGood: 0.04 };
    const benchmarks = { buyAndHold: [], random, previous: measuresOf(many(25, 0.9)) };
    expect(rules(figuresOf(many(30, 0.1), { benchmarks }))).toEqual(
      expect.arrayContaining(['no-better-than-chance', 'worse-than-before', 'keep BTCUSDT 5m']),
    );
  });
});

describe('the paper', () => {
  const figures = figuresOf([...many(20, -1), ...many(40, 0.9, 20)]);
  const paper = (language: 'fr' | 'en', inside: typeof INSIDE | null) =>
    paperOf({ figures, madeAt: START, digest: 'ab'.repeat(32) }, language, inside);

  it('[RPT2] [RPT6] says every figure with its n and interval and defines it, in both languages', () => {
    const french = htmlOf(paper('fr', null));
    for (const word of ['Rapport mensuel', 'IC 95 %', 'Sans avantage', 'intervalle de Wilson', '66,7', 'janvier 2026'])
      expect(french.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ')).toContain(word);
    const english = htmlOf(paper('en', null));
    for (const word of ['Monthly performance report', '95% CI', 'No edge', 'Wilson interval', '66.7%', 'January 2026'])
      expect(english).toContain(word);
    expect(french.replaceAll('\u00a0', ' ')).toMatch(/[+−-]\d+,\d pt … [+−-]\d+,\d pt/);
    expect(english.replaceAll('\u00a0', ' ')).toMatch(/[+−-]\d+\.\d pp … [+−-]\d+\.\d pp/);
    expect(english).not.toMatch(/<script|src=|href=|url\(/);
  });

  it('[RPT6] is CSV that any program reads: one header, CRLF, quotes doubled, no formula', () => {
    const csv = csvOf(figures, 'fr', INSIDE);
    const lines = csv.trimEnd().split('\r\n');
    expect(lines[0]).toBe('section,name,measure,value');
    expect(lines).toContain('Résultats par catégorie,Ensemble,n,60');
    expect(csv).toContain(`Notes (internes),Camille Secret,text,"'=HYPERLINK(""x""), ""à revoir"""`);
  });

  it('[RPT7] keeps notes and reviewers out of the public version', () => {
    for (const language of ['fr', 'en'] as const) {
      const open = htmlOf(paper(language, null)) + csvOf(figures, language, null);
      const inside = htmlOf(paper(language, INSIDE)) + csvOf(figures, language, INSIDE);
      for (const secret of ['Camille Secret', 'à revoir', 'Paul Dupré']) {
        expect(open).not.toContain(secret);
        expect(inside).toContain(secret);
      }
    }
  });
});
