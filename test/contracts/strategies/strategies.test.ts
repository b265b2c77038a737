import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import english from '../../../resources/locales/en/strategies.json';
import french from '../../../resources/locales/fr/strategies.json';
import { HOUR, MINUTE } from '../../../shared/base/time';
import type { BarColumns } from '../../../shared/features/signals/indicators/indicator';
import type { Reason } from '../../../shared/features/signals/signal';
import { STRATEGIES } from '../../../shared/features/signals/strategies/registry';
import type { Strategy, StrategyInput, StrategyPlan } from '../../../shared/features/signals/strategies/strategy';
import { sliceBars, walkingBars } from '../../builders/bars';
import { describeWithSharedData } from '../../builders/sharedData';
import { aggregate, candidatesOf, readCandleFile, scanAll, strategyInput } from '../../builders/strategyInput';

const LENGTH = 12_000;
const TAPE = walkingBars(LENGTH, 21);
const OWN = MINUTE;
const HIGHER = 15 * MINUTE;

const FOLDER = resolve(import.meta.dirname, '../../../shared/features/signals/strategies');

interface Planned {
  readonly side: 1 | -1;
  readonly close: number;
  readonly plan: StrategyPlan;
}

/** Every plan that a strategy makes of a tape. */
function plansOf(strategy: Strategy, bars: BarColumns): Planned[] {
  const input = strategyInput(strategy, bars, OWN, HIGHER);
  return candidatesOf(scanAll(strategy, input)).flatMap(({ index, side }) => {
    const plan = strategy.plan(input, index, side);
    return plan === null ? [] : [{ side, close: bars.close[index] as number, plan }];
  });
}

function copyOf(input: StrategyInput): unknown {
  return structuredClone(input);
}

it('the registry holds every strategy there is, each with its page', () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(STRATEGIES.map(({ name }) => name).toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
  for (const { name } of folders) expect(readdirSync(resolve(FOLDER, name))).toContain('README.md');
});

describe.each(STRATEGIES)('$name', (strategy) => {
  const input = strategyInput(strategy, TAPE, OWN, HIGHER);
  const sides = scanAll(strategy, input);
  const candidates = candidatesOf(sides);

  it('finds something on the tape of this suite, both ways', () => {
    expect(candidates.filter(({ side }) => side === 1).length).toBeGreaterThan(3);
    expect(candidates.filter(({ side }) => side === -1).length).toBeGreaterThan(3);
  });

  it('[STR1] says the same again and changes nothing of what it is given', () => {
    const before = copyOf(input);
    const first = candidates.map(({ index, side }) => strategy.plan(input, index, side));
    expect(scanAll(strategy, input)).toEqual(sides);
    expect(candidates.map(({ index, side }) => strategy.plan(input, index, side))).toEqual(first);
    expect(copyOf(input)).toEqual(before);
  });

  it('[STR2] says of a bar the same whether or not later bars exist', () => {
    assert(
      property(integer({ min: 1500, max: LENGTH }), (to) => {
        const cut = strategyInput(strategy, sliceBars(TAPE, 0, to), OWN, HIGHER);
        expect(scanAll(strategy, cut)).toEqual(sides.slice(0, to));
        const last = candidates.filter(({ index }) => index < to).at(-1);
        if (last !== undefined)
          expect(strategy.plan(cut, last.index, last.side)).toEqual(strategy.plan(input, last.index, last.side));
      }),
      { numRuns: 8 },
    );
    for (const { index, side } of candidates.slice(0, 10)) {
      const cut = strategyInput(strategy, sliceBars(TAPE, 0, index + 1), OWN, HIGHER);
      expect(scanAll(strategy, cut), 'sides from the bars up to a candidate').toEqual(sides.slice(0, index + 1));
      expect(strategy.plan(cut, index, side), `plan at ${index} from the bars up to it`).toEqual(
        strategy.plan(input, index, side),
      );
    }
  });

  it('[STR3] any cuts give the same sides, one bar at a time included', () => {
    const each = Array.from({ length: LENGTH - 1 }, (_, i) => i + 1);
    expect(scanAll(strategy, input, each)).toEqual(sides);
    assert(
      property(array(integer({ min: 0, max: LENGTH }), { maxLength: 20 }), (at) => {
        const cuts = at.toSorted((a, b) => a - b);
        expect(scanAll(strategy, input, cuts)).toEqual(sides);
      }),
      { numRuns: 30 },
    );
  });

  it('[STR4] is silent without a higher timeframe and until that is warm', () => {
    expect(candidatesOf(scanAll(strategy, { ...input, higher: null }))).toEqual([]);
    const { higher } = input;
    if (higher === null) throw new Error('the suite gives a higher timeframe');
    const none = { ...higher, last: new Int32Array(LENGTH).fill(-1) };
    expect(candidatesOf(scanAll(strategy, { ...input, higher: none }))).toEqual([]);
    const cold = { ...higher, values: higher.values.map((values) => values.slice().fill(Number.NaN)) };
    expect(candidatesOf(scanAll(strategy, { ...input, higher: cold }))).toEqual([]);
    const warm = Math.max(...strategy.higherIndicators.map(({ warmUp }) => warmUp));
    for (const { index } of candidates) expect(higher.last[index]).toBeGreaterThanOrEqual(warm);
  });

  it('[STR4] is silent while its own indicators warm up, whatever the higher timeframe says', () => {
    const warm = Math.max(...strategy.indicators.map(({ warmUp }) => warmUp));
    expect(strategy.lookback, 'the lookback covers the warm-up').toBeGreaterThan(warm);
    const cold = { ...input, values: input.values.map((values) => values.slice().fill(Number.NaN)) };
    expect(candidatesOf(scanAll(strategy, cold))).toEqual([]);
  });

  it('[STR5] [STR6] plans stand in order, pay at least 1.5 and are stopped between 0.3 % and 2.9 %', () => {
    const plans = [1, 2, 3, 4].flatMap((seed) => plansOf(strategy, walkingBars(LENGTH, seed, 40 ** seed / 30)));
    expect(plans.length).toBeGreaterThan(20);
    for (const { side, close, plan } of plans) {
      expect(side * (close - plan.sl), 'the stop lies against the side').toBeGreaterThan(0);
      expect(side * (plan.tp2 - close), 'the target lies with the side').toBeGreaterThan(0);
      const distance = Math.abs(close - plan.sl);
      expect(Math.abs(plan.tp2 - close) / distance, 'R:R to TP2').toBeGreaterThanOrEqual(1.5);
      expect(distance / close).toBeGreaterThanOrEqual(0.003 - 1e-12);
      expect(distance / close).toBeLessThanOrEqual(0.029 + 1e-12);
      for (const { values } of plan.reasons)
        expect(Object.values(values).every(Number.isFinite), 'figures of reasons').toBe(true);
    }
  });

  it('[STR6] withdraws a candidate whose stop would have to be too far away', () => {
    const wild = { ...input, values: input.values.map((values) => values.slice().fill(1e6)) };
    for (const { index, side } of candidates.slice(0, 5)) expect(strategy.plan(wild, index, side)).toBeNull();
  });

  it('[STR7] every reason has a sentence in both languages with exactly its values', () => {
    const silentVolume = { ...TAPE, volume: new Float64Array(LENGTH) };
    const reasons = [TAPE, silentVolume].flatMap((bars) => plansOf(strategy, bars).flatMap(({ plan }) => plan.reasons));
    const used = new Set(reasons.map(({ key }) => key));
    for (const sentences of [french, english] as Record<string, Record<string, string>>[]) {
      const own = sentences[strategy.name] ?? {};
      const keys = Object.keys(own).filter((key) => key !== 'name' && key !== 'summary');
      expect(new Set(keys.map((key) => `${strategy.name}.${key}`)), 'sentences and reasons').toEqual(used);
      for (const reason of reasons.slice(0, 400))
        expect(placeholders(own, reason, strategy.name)).toEqual(Object.keys(reason.values).toSorted());
    }
  });

  it('[STR8] scan writes every row of its stretch and no other', () => {
    const written = new Int8Array(LENGTH).fill(9);
    strategy.scan(input, 1000, 9000, written);
    expect(written.slice(1000, 9000)).toEqual(sides.slice(1000, 9000));
    expect(written.slice(0, 1000).every((side) => side === 9)).toBe(true);
    expect(written.slice(9000).every((side) => side === 9)).toBe(true);
  });
});

function placeholders(sentences: Record<string, string>, reason: Reason, strategy: string): string[] {
  const sentence = sentences[reason.key.slice(strategy.length + 1)] ?? '';
  return [...sentence.matchAll(/\{\{(\w+)/g)].map(([, name]) => name ?? '').toSorted();
}

const WEEK = 'market/crypto/spot_BTCUSDT_1m_20210219_1week.csv.gz';
describeWithSharedData('a real week of BTCUSDT in bars of 5 minutes', WEEK, (file) => {
  it.each(STRATEGIES)('[STR9] $name finds a few candidates a day at most, with plans', (strategy) => {
    const bars = aggregate(readCandleFile(file), 5 * MINUTE);
    expect(bars.ts.length).toBe(2016);
    const input = strategyInput(strategy, bars, 5 * MINUTE, HOUR);
    const found = candidatesOf(scanAll(strategy, input));
    const plans = found.filter(({ index, side }) => strategy.plan(input, index, side) !== null);
    expect(plans.length).toBeGreaterThanOrEqual(5);
    expect(found.length, 'seven a day').toBeLessThanOrEqual(49);
  });
});
