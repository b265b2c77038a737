import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../shared/base/time';
import { unknownInstrument } from '../../../shared/features/market/unknownInstrument';
import type { ModelArtifact } from '../../../shared/features/models/artifact';
import { FEATURES_1, namesOf } from '../../../shared/features/models/features/featureSet';
import { ruleSetFor } from '../../../shared/features/signals/ruleSet';
import { STRATEGIES } from '../../../shared/features/signals/strategies/registry';
import { walkingBars } from '../../../test/builders/bars';
import { candlesOf, flat } from '../../../test/builders/candles';
import { metronome } from '../../../test/builders/strategies';
import { sha256Hex } from '../kit/hash';
import { createKernel } from './kernel';
import type { KernelOptions } from './options';
import type { BaseCandles, EngineSignal } from './port';
import { createScorer } from './scorer';

const instrument = unknownInstrument('TESTUSDT');

function kernelOf(signal: (one: EngineSignal) => void, change: Partial<KernelOptions> = {}) {
  return createKernel({
    instrument,
    baseStep: MINUTE,
    timeframes: ['1m', '5m'],
    source: 'simulation',
    ruleSet: ruleSetFor(instrument),
    calendar: null,
    strategies: [...STRATEGIES, metronome(97)],
    listener: { signal, outcome: () => undefined },
    sha256: sha256Hex,
    ...change,
  });
}

function candles(rows: number, seed: number): BaseCandles {
  const bars = walkingBars(rows, seed);
  const none = new Float64Array(rows).fill(Number.NaN);
  return { ...bars, quality: new Float64Array(rows), bid: none, ask: none };
}

const ROWS = 6000;
const tape = candles(ROWS, 4);

function told(change: Partial<KernelOptions> = {}, rows = ROWS): EngineSignal[] {
  const signals: EngineSignal[] = [];
  kernelOf((one) => signals.push(one), change).push(tape, 0, rows);
  return signals;
}

describe('the features of a candidate', () => {
  it('[MDL1] each has a name of its own and a version; the set has its number', () => {
    const names = namesOf(FEATURES_1);
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toBe(true);
    expect(FEATURES_1.features.every(({ version }) => version >= 1)).toBe(true);
    expect(FEATURES_1.id).toBe('features@1');
    // A model knows them by place: whoever changes this list makes another set.
    expect(sha256Hex(JSON.stringify(FEATURES_1.features.map(({ name, version }) => [name, version])))).toMatchInlineSnapshot(
      `"66fe780e23303780d9d214e99dcb04c1c9390a032f4f1e46562c57acf7d1253b"`,
    );
  });

  it('[MDL1] are as many as the set has and finite, on a standing market and without a higher bar too', () => {
    const signals = told();
    const still = Array.from({ length: 200 }, (_, i) => flat(i * MINUTE, 100));
    kernelOf((one) => signals.push(one), { strategies: [metronome(3)] }).push(candlesOf(still), 0, still.length);
    expect(signals.length).toBeGreaterThan(100);
    for (const { features } of signals) {
      expect(features).toHaveLength(FEATURES_1.features.length);
      expect(features.every((value) => Number.isFinite(value) && !Object.is(value, -0))).toBe(true);
    }
  });

  it('[MDL1] say something: none of them is the same at every candidate', () => {
    const signals = told();
    namesOf(FEATURES_1).forEach((name, i) => {
      const values = new Set(signals.map(({ features }) => features[i]));
      // A walk that begins with the epoch knows no weekend for two days and no other costs than one.
      if (name !== 'weekend') expect(values.size, name).toBeGreaterThan(1);
    });
  });

  it('[MDL2] are the same on a tape that ends with the deciding candle', () => {
    const whole = told();
    for (const { decision, features } of whole.filter((_, i) => i % 5 === 0)) {
      const rows = decision.at / MINUTE;
      const alone = told({}, rows).find((one) => one.decision.id === decision.id);
      expect(alone?.features).toEqual(features);
    }
  });

  it('[MDL2] are the same candle by candle, in chunks of any size and after a restart in the middle', () => {
    const whole = told().map(({ decision, features }) => [decision.id, features]);
    for (const chunk of [1, 7, 250])
      expect(told({ chunk }).map(({ decision, features }) => [decision.id, features])).toEqual(whole);
    const signals: EngineSignal[] = [];
    const first = kernelOf((one) => signals.push(one));
    first.push(tape, 0, 2345);
    const second = kernelOf((one) => signals.push(one));
    second.restore(first.snapshot());
    second.push(tape, 2345, ROWS);
    expect(signals.map(({ decision, features }) => [decision.id, features])).toEqual(whole);
  });

  it('[MDL1] hours are those of the sessions, in their own civil time', () => {
    const of = (name: string, at: number) => FEATURES_1.features.find((one) => one.name === name)?.of({ at } as never);
    const summer = Date.UTC(2026, 6, 6);
    const winter = Date.UTC(2026, 0, 6);
    expect(of('session-new-york', summer + 13.5 * HOUR)).toBe(0);
    expect(of('session-new-york', winter + 13.5 * HOUR)).toBe(-1);
    expect(of('session-new-york', winter + 15.75 * HOUR)).toBe(1.25);
    expect(of('session-new-york', winter + 21 * HOUR)).toBe(-1);
    expect(of('session-london', summer + 8 * HOUR)).toBe(1);
    const saturday = Date.UTC(2026, 6, 4);
    expect([of('weekend', saturday), of('session-london', saturday + 9 * HOUR), of('weekend', summer)]).toEqual([1, -1, 0]);
    expect(of('hour-sin', winter + 6 * HOUR)).toBeCloseTo(1, 12);
  });
});

/** A model that weighs one feature. */
function modelOf(feature: string): ModelArtifact {
  const names = namesOf(FEATURES_1);
  return {
    format: 'sirrius-model@1',
    id: 'a'.repeat(32),
    kind: 'logistic',
    featureSet: FEATURES_1.id,
    features: names,
    source: 'simulation',
    ruleSet: 'sirrius@1',
    strategies: ['metronome@1'],
    timeframes: ['1m'],
    instruments: ['TESTUSDT'],
    seed: 1,
    trees: null,
    logistic: {
      intercept: 0.5,
      weights: names.map((name) => (name === feature ? 1 : 0)),
      means: names.map(() => 0),
      deviations: names.map(() => 1),
    },
    calibration: { kind: 'platt', slope: 1, offset: 0 },
  };
}

describe('a model in force', () => {
  it('[MDL13] gives its probability where it was trained, and the measured hit rate stands elsewhere', () => {
    const signals = told({ scorer: createScorer(modelOf('side')) });
    const scored = signals.filter(({ inputs }) => inputs.model !== null);
    expect(scored.length).toBeGreaterThan(20);
    for (const { decision, inputs } of signals) {
      const trained = decision.strategy === 'metronome@1' && decision.timeframe === '1m';
      expect(inputs.model !== null).toBe(trained);
      if (inputs.model !== null) expect(decision.confidence).toBe(inputs.model.probability);
    }
    const without = told();
    const elsewhere = (list: EngineSignal[]) =>
      list.filter(({ decision }) => decision.timeframe === '5m').map(({ decision }) => decision.confidence);
    expect(elsewhere(signals)).toEqual(elsewhere(without));
  });

  it('[MDL14] says what moved it: side 1 from 0.5 to 1.5 log-odds', () => {
    const long = told({ scorer: createScorer(modelOf('side')) }).find(
      ({ inputs, decision }) => inputs.model !== null && decision.direction === 'long',
    );
    expect(long?.inputs.model).toEqual({
      model: 'a'.repeat(32),
      probability: expect.closeTo(1 / (1 + Math.exp(-1.5)), 8),
      effects: [{ feature: 'side', value: 1, effect: 1 }],
    });
  });

  it('[MDL13] made for another feature set, it is refused', () => {
    expect(() => createScorer({ ...modelOf('rsi'), featureSet: 'features@2' })).toThrow('features@2');
    const model = modelOf('rsi');
    expect(() => createScorer({ ...model, features: model.features.toReversed() })).toThrow('not what the kernel computes');
  });
});
