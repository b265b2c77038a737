import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../shared/base/time';
import { unknownInstrument } from '../../../shared/features/market/unknownInstrument';
import { ruleSetFor } from '../../../shared/features/signals/ruleSet';
import type { Strategy } from '../../../shared/features/signals/strategies/strategy';
import { type CandleRow, candlesOf, flat } from '../../../test/builders/candles';
import { metronome } from '../../../test/builders/strategies';
import { sha256Hex } from '../kit/hash';
import { createKernel } from './kernel';
import type { KernelOptions } from './options';
import type { Kernel } from './port';

interface Told {
  readonly kernel: Kernel;
  readonly lines: string[];
}

function aKernel(change: Partial<KernelOptions> = {}): Told {
  const lines: string[] = [];
  const instrument = unknownInstrument('TESTUSDT');
  const kernel = createKernel({
    instrument,
    baseStep: MINUTE,
    timeframes: ['1m', '5m'],
    source: 'simulation',
    ruleSet: ruleSetFor(instrument),
    calendar: null,
    strategies: [metronome(3), metronome(5, 0.004, 'other')],
    listener: {
      signal: (signal) => lines.push(`signal ${JSON.stringify(signal)}`),
      outcome: (outcome, { decision }) =>
        lines.push(`outcome ${JSON.stringify(outcome)} ${decision.strategy} ${decision.timeframe}`),
    },
    sha256: sha256Hex,
    ...change,
  });
  return { kernel, lines };
}

/** A lively random walk with gaps, quiet and suspect minutes. */
const walk = fc
  .array(
    fc.record({
      step: fc.integer({ min: -80, max: 80 }),
      skip: fc.integer({ min: 0, max: 40 }),
      fate: fc.integer({ min: 0, max: 60 }),
    }),
    {
      minLength: 60,
      maxLength: 400,
    },
  )
  .map((steps) => {
    let price = 1000;
    let ts = 0;
    return steps.map(({ step, skip, fate }): CandleRow => {
      ts += MINUTE * (skip === 40 ? 7 : 1);
      if (fate === 1) return { ...flat(ts, price), quality: 'quiet', volume: 0 };
      if (fate === 2) return { ...flat(ts, price * 3), quality: 'suspect' };
      const open = price;
      price = Math.round(price * (10_000 + step)) / 10_000;
      return {
        ts,
        open,
        high: Math.max(open, price) + 0.5,
        low: Math.min(open, price) - 0.5,
        close: price,
        volume: 10 + Math.abs(step),
      };
    });
  });

function run(rows: readonly CandleRow[], cuts: readonly number[] = []): string[] {
  const { kernel, lines } = aKernel();
  const candles = candlesOf(rows);
  let from = 0;
  for (const to of [...cuts, rows.length].sort((a, b) => a - b)) {
    kernel.push(candles, from, Math.max(from, Math.min(to, rows.length)));
    from = Math.max(from, Math.min(to, rows.length));
  }
  return lines;
}

describe('the kernel', () => {
  it('[MKT14] gives the same bytes whatever the chunks', () => {
    fc.assert(
      fc.property(walk, fc.array(fc.nat(400), { maxLength: 12 }), (rows, cuts) => {
        const whole = run(rows);
        expect(run(rows, cuts)).toEqual(whole);
        expect(
          run(
            rows,
            rows.map((_, index) => index),
          ),
        ).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('[MKT14] over several thousand candles, past every ring’s end', () => {
    const rows: CandleRow[] = [];
    for (let index = 0; index < 5_000; index += 1) {
      const price = 1000 + 40 * Math.sin(index / 37) + 15 * Math.sin(index / 5);
      rows.push({ ts: index * MINUTE, open: price, high: price + 1, low: price - 1, close: price });
    }
    const whole = run(rows);
    expect(whole.length).toBeGreaterThan(1_000);
    expect(
      run(
        rows,
        rows.map((_, index) => index),
      ),
    ).toEqual(whole);
    expect(run(rows, [1, 1023, 1024, 1025, 2500, 4999])).toEqual(whole);
    const { kernel, lines } = aKernel({ chunk: 250 });
    kernel.push(candlesOf(rows), 0, rows.length);
    expect(lines, 'a kernel with less room decides the same').toEqual(whole);
  });

  it('[MKT14] the first N candles give the beginning of what all of them give', () => {
    fc.assert(
      fc.property(walk, fc.nat(400), (rows, cut) => {
        const part = run(rows.slice(0, cut));
        expect(run(rows).slice(0, part.length)).toEqual(part);
      }),
      { numRuns: 60 },
    );
  });

  it('[MKT14] goes on from a snapshot as if it had never stopped', () => {
    fc.assert(
      fc.property(walk, fc.nat(400), (rows, cut) => {
        const at = Math.min(cut, rows.length);
        const candles = candlesOf(rows);
        const first = aKernel();
        first.kernel.push(candles, 0, at);
        const bytes = first.kernel.snapshot();
        const second = aKernel();
        second.kernel.restore(bytes);
        expect(second.kernel.snapshot()).toEqual(bytes);
        expect(second.kernel.open()).toEqual(first.kernel.open());
        second.kernel.push(candles, at, rows.length);
        expect([...first.lines, ...second.lines]).toEqual(run(rows));
      }),
      { numRuns: 60 },
    );
  });

  it('[MKT14] refuses a snapshot of another shape and one that is cut', () => {
    const bytes = aKernel().kernel.snapshot();
    expect(() => aKernel({ timeframes: ['5m'] }).kernel.restore(bytes)).toThrow('another shape');
    expect(() => aKernel().kernel.restore(bytes.subarray(0, bytes.length - 8))).toThrow('cut');
    expect(() => aKernel().kernel.restore(new Uint8Array([...bytes, ...new Uint8Array(8)]))).toThrow('more');
  });

  it('[SIG10] every closed signal has exactly one final result, one open signal a strategy and timeframe', () => {
    fc.assert(
      fc.property(walk, (rows) => {
        const open = new Map<string, string>();
        const finals = new Set<string>();
        const onEvent: KernelOptions['listener'] = {
          signal: ({ decision: { id, strategy, timeframe } }) => {
            expect(open.has(`${strategy}/${timeframe}`)).toBe(false);
            open.set(`${strategy}/${timeframe}`, id);
          },
          outcome: ({ id, final }, { decision: { strategy, timeframe } }) => {
            expect(finals.has(id)).toBe(false);
            if (!final) return;
            finals.add(id);
            open.delete(`${strategy}/${timeframe}`);
          },
        };
        const { kernel } = aKernel({ listener: onEvent });
        kernel.push(candlesOf(rows), 0, rows.length);
        expect(new Set(kernel.open().map((one) => one.decision.id))).toEqual(new Set(open.values()));
      }),
      { numRuns: 60 },
    );
  });

  it('[MKT9] decides nothing on a suspect bar, nor for 20 bars after an absurd price', () => {
    const rows = Array.from(
      { length: 80 },
      (_, index): CandleRow => ({ ...flat(index * MINUTE, 100), quality: index === 40 ? 'suspect' : 'complete' }),
    );
    const ats: number[] = [];
    const { kernel } = aKernel({
      timeframes: ['1m'],
      strategies: [always],
      listener: { signal: ({ decision }) => ats.push(decision.at / MINUTE - 1), outcome: () => undefined },
    });
    for (let index = 0; index < 80; index += 1) {
      kernel.push(candlesOf(rows), index, index + 1);
      for (const { decision } of kernel.open()) kernel.cancel(decision.id);
    }
    expect(ats).toEqual(rows.map((_, index) => index).filter((index) => index >= 1 && (index < 40 || index >= 60)));
  });

  it('[MKT9] a bar built over a gap silences itself only, own or higher', () => {
    const rows = Array.from({ length: 80 }, (_, index) => flat(index * MINUTE, 100)).filter((_, index) => index !== 47);
    const ats: number[] = [];
    const { kernel } = aKernel({
      timeframes: ['5m'],
      strategies: [always],
      listener: { signal: ({ decision }) => ats.push(decision.at / MINUTE), outcome: () => undefined },
    });
    for (let index = 0; index < rows.length; index += 1) {
      kernel.push(candlesOf(rows), index, index + 1);
      for (const { decision } of kernel.open()) kernel.cancel(decision.id);
    }
    // The 5m bar that closes at 50 has a gap; from 60 on the 1h bar that was built over it is the newest higher one.
    expect(ats).toEqual([10, 15, 20, 25, 30, 35, 40, 45, 55]);
  });

  it('[MKT9] a suspect candle closes no signal', () => {
    const { kernel, lines } = aKernel({ timeframes: ['1m'], strategies: [always] });
    const rows: CandleRow[] = [
      flat(0, 100),
      flat(MINUTE, 100),
      { ...flat(2 * MINUTE, 300), quality: 'suspect' },
      flat(3 * MINUTE, 100),
    ];
    kernel.push(candlesOf(rows), 0, rows.length);
    expect(lines).toHaveLength(1);
    expect(kernel.open()).toHaveLength(1);
  });

  it('[SIG13] an expiry inside a gap comes at its own time with the last close before it', () => {
    const { kernel, lines } = aKernel({ timeframes: ['1m'], strategies: [always] });
    const rows = [flat(0, 100), flat(MINUTE, 100), flat(2 * MINUTE, 100.2), flat(9 * HOUR, 150)];
    kernel.push(candlesOf(rows), 0, rows.length);
    const outcome = JSON.parse(
      lines
        .find((line) => line.startsWith('outcome'))
        ?.slice(8)
        .split(' ')[0] ?? '{}',
    );
    expect(outcome).toMatchObject({ result: 'EXPIRED', at: 2 * MINUTE + 48 * MINUTE, rGross: 0.2 });
  });

  it('[SIG8] only published signals stand in the way of opposite ones, released ones from then on', () => {
    const opposites = (act: (kernel: Kernel, id: string) => void) => {
      const found: (number | null)[] = [];
      const two = [
        { ...always, name: 'up' },
        { ...oppositeLater, name: 'down' },
      ];
      const { kernel } = aKernel({
        timeframes: ['1m'],
        strategies: two,
        listener: { signal: ({ decision }) => found.push(decision.checks[4]?.measured ?? null), outcome: () => undefined },
      });
      const rows = Array.from({ length: 6 }, (_, index) => flat(index * MINUTE, 100));
      kernel.push(candlesOf(rows), 0, 3);
      act(kernel, kernel.open()[0]?.decision.id ?? '');
      kernel.push(candlesOf(rows), 3, 6);
      return found;
    };
    expect(opposites(() => undefined)).toEqual([0, 0]);
    expect(opposites((kernel, id) => kernel.release(id))).toEqual([0, 1]);
    expect(
      opposites((kernel, id) => {
        kernel.release(id);
        kernel.reject(id);
      }),
    ).toEqual([0, 0]);
    expect(
      opposites((kernel, id) => {
        kernel.release(id);
        kernel.cancel(id);
      })[1],
    ).toBe(0);
  });

  it('[SIG8] the volume is compared with the mean of the 20 bars before the deciding one', () => {
    const volumes = Array.from({ length: 22 }, (_, index) => index + 1);
    const found: unknown[] = [];
    const { kernel } = aKernel({
      timeframes: ['1m'],
      strategies: [{ ...always, lookback: 19 }],
      listener: {
        signal: ({ decision }) => found.push(decision.checks[5]?.verdict, decision.checks[5]?.measured),
        outcome: () => undefined,
      },
    });
    const rows = candlesOf(volumes.map((volume, index) => ({ ...flat(index * MINUTE, 100), volume })));
    for (let index = 0; index < 22; index += 1) {
      kernel.push(rows, index, index + 1);
      for (const { decision } of kernel.open()) kernel.cancel(decision.id);
    }
    // Bar 20 has volume 21 and 1…20 before it, bar 21 has 22 and 2…21.
    expect(found).toEqual(['no-data', null, 'pass', 2, 'pass', 1.913043478]);
  });

  it.each([
    ['a touch of the stop', { low: 99 }, ['SL']],
    ['one step above it', { low: 99.00000001 }, []],
    ['a touch of TP1', { high: 100.5, low: 100.1 }, ['TP1']],
    ['one step below it', { high: 100.49999999 }, []],
  ] as const)('[SIG11] %s', (_name, change, expected) => {
    const results: string[] = [];
    const { kernel } = aKernel({
      timeframes: ['1m'],
      strategies: [always],
      listener: { signal: () => undefined, outcome: ({ result }) => results.push(result) },
    });
    const last = { ts: 2 * MINUTE, open: 100.2, high: 100.3, low: 100.1, close: 100.2, ...change };
    kernel.push(candlesOf([flat(0, 100), flat(MINUTE, 100), last]), 0, 3);
    expect(results).toEqual(expected);
  });

  it('[SIG9] a result counts only for later decisions', () => {
    const records: unknown[] = [];
    const { kernel } = aKernel({
      timeframes: ['1m'],
      strategies: [always],
      listener: { signal: ({ inputs }) => records.push([inputs.record.n, inputs.record.wins]), outcome: () => undefined },
    });
    const rows = [
      flat(0, 100),
      flat(MINUTE, 100),
      { ts: 2 * MINUTE, open: 100, high: 103, low: 99.9, close: 100 },
      flat(3 * MINUTE, 100),
    ];
    kernel.push(candlesOf(rows), 0, rows.length);
    // TP1 and the end fall into minute 2, which decides anew at the same moment: not yet counted there.
    expect(records.slice(0, 2)).toEqual([
      [0, 0],
      [0, 0],
    ]);
    kernel.push(candlesOf([flat(4 * MINUTE, 90), flat(5 * MINUTE, 90)]), 0, 2);
    expect(records[2]).toEqual([1, 1]);
  });

  it('[SIG1] the price rule knows no market where the quote is crossed', () => {
    const checks: unknown[] = [];
    const { kernel } = aKernel({
      timeframes: ['1m'],
      strategies: [always],
      listener: { signal: ({ decision }) => checks.push(decision.checks[0]), outcome: () => undefined },
    });
    kernel.push(candlesOf([flat(0, 100), { ...flat(MINUTE, 100), bid: 100.1, ask: 99.9 }]), 0, 2);
    expect(checks).toEqual([{ rule: 'price', verdict: 'no-data', passed: true, measured: null, threshold: 20 }]);
  });

  it('[MKT14] refuses candles that go back in time or overlap the one before', () => {
    const { kernel } = aKernel();
    kernel.push(candlesOf([flat(MINUTE, 100)]), 0, 1);
    expect(() => kernel.push(candlesOf([flat(MINUTE, 100)]), 0, 1)).toThrow('does not come 60000 ms or more after');
    expect(() => kernel.push(candlesOf([flat(MINUTE * 2 - 1, 100)]), 0, 1)).toThrow('does not come 60000 ms or more after');
    expect(() => aKernel({ baseStep: 4 * MINUTE })).toThrow('not a multiple');
  });
});

/** Wants to go long on every bar. */
const always: Strategy = {
  name: 'always',
  version: 1,
  lookback: 1,
  indicators: [],
  higherIndicators: [],
  scan: (_input, from, to, sides) => void sides.fill(1, from, to),
  plan: ({ bars }, index, side) => {
    const price = bars.close[index] as number;
    return { sl: price * (1 - side * 0.01), tp2: price * (1 + side * 0.02), reasons: [] };
  },
};

/** Wants to go short from the fifth minute on. */
const oppositeLater: Strategy = {
  ...always,
  scan: ({ bars }, from, to, sides) => {
    for (let index = from; index < to; index += 1) sides[index] = (bars.ts[index] as number) >= 4 * MINUTE ? -1 : 0;
  },
};
