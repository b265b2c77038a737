import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MINUTE, timeframeMs } from '../../../../shared/base/time';
import { unknownInstrument } from '../../../../shared/features/market/unknownInstrument';
import type { FeatureSet } from '../../../../shared/features/models/features/feature';
import { FEATURES_1 } from '../../../../shared/features/models/features/featureSet';
import { chance } from '../../../../shared/features/models/training/prng';
import { RECIPE } from '../../../../shared/features/models/training/recipe';
import { train } from '../../../../shared/features/models/training/train';
import { isWin } from '../../../../shared/features/signals/rates';
import { ruleSetFor } from '../../../../shared/features/signals/ruleSet';
import { walkingBars } from '../../../../test/builders/bars';
import { toyContext } from '../../../../test/builders/samples';
import { describeWithSharedData } from '../../../../test/builders/sharedData';
import { metronome } from '../../../../test/builders/strategies';
import { ErrandCancelled, ErrandFailed } from '../../kit/worker';
import { tapeSource } from '../replay';
import { readCandleFile } from '../tape/candleFile';
import { collect, samplesOf } from './collect';
import { leakingFeatures } from './leak';
import type { TrainingQuestion, TrainingSeries } from './question';
import { trainModel } from './runner';
import { runTraining } from './runTraining';

const instrument = unknownInstrument('TESTUSDT');

function seriesOf(rows: number, seed: number): TrainingSeries {
  const none = new Float64Array(rows).fill(Number.NaN);
  return {
    instrument,
    baseStep: MINUTE,
    columns: { ...walkingBars(rows, seed), quality: new Float64Array(rows), bid: none, ask: none },
  };
}

function questionOf(series: readonly TrainingSeries[], change: Partial<TrainingQuestion> = {}): TrainingQuestion {
  return {
    series,
    source: 'simulation',
    timeframes: ['1m'],
    strategies: [],
    ruleSet: ruleSetFor(instrument),
    seed: 5,
    previous: null,
    codeVersion: '0.0.0',
    trainedAt: 1,
    ...change,
  };
}

const PART = {
  source: 'simulation',
  timeframes: ['1m' as const],
  ruleSet: ruleSetFor(instrument),
  strategies: [metronome(7)],
  featureSet: FEATURES_1,
};

/** The set in force and one feature more, which looks one bar ahead. */
const LEAKING: FeatureSet = {
  id: 'leaking@1',
  features: [
    ...FEATURES_1.features,
    {
      name: 'tomorrow',
      version: 1,
      of: ({ own, index, side }) => (side * ((own.close[index + 5] ?? 0) - (own.close[index] ?? 0))) / (own.atr[index] ?? 1),
    },
  ],
};

describe('what is learnt from', () => {
  it('[MDL4] every candidate with a final outcome, shadow ones too, won or lost as the rates say', () => {
    const told = collect(seriesOf(5000, 1), PART, () => undefined);
    const statuses = new Set(told.map(({ signal }) => signal.decision.status));
    expect(statuses.has('quarantined')).toBe(true);
    const samples = samplesOf(told, FEATURES_1.features.length);
    expect(samples.at.length).toBe(told.length);
    told.forEach(({ signal, outcome }) => {
      const row = samples.at.indexOf(signal.decision.at);
      expect(samples.matrix.wins[row]).toBe(isWin(outcome.result) ? 1 : 0);
      expect(samples.closedAt[row]).toBe(outcome.at);
      expect(samples.facts[row]).toMatchObject({ result: outcome.result, r: outcome.r });
      const { width, values } = samples.matrix;
      expect(Array.from(values.subarray(row * width, (row + 1) * width))).toEqual(signal.features);
    });
    expect(samples.at).toEqual(samples.at.toSorted());
    expect(samplesOf(told.toReversed(), FEATURES_1.features.length)).toEqual(samples);
  });
});

describe('a feature that sees the future', () => {
  it('[MDL3] is named, and nothing is trained; honest features pass', () => {
    const series = seriesOf(4000, 2);
    expect(leakingFeatures(series, PART)).toEqual([]);
    expect(leakingFeatures(series, { ...PART, featureSet: LEAKING })).toEqual(['tomorrow']);
    const parts = { set: LEAKING, recipe: RECIPE, known: [metronome(7)] };
    expect(() => runTraining(questionOf([series]), () => undefined, parts)).toThrow('tomorrow: seen from the future');
  });

  it('[MDL3] would look brilliant in the walk-forward, on a walk that knows nothing', () => {
    const series = seriesOf(12_000, 3);
    const quality = (featureSet: FeatureSet) => {
      const told = collect(series, { ...PART, featureSet, strategies: [metronome(7, 0.004)] }, () => undefined);
      const { card } = train(samplesOf(told, featureSet.features.length), toyContext({ set: featureSet }));
      return { auc: card.outOfSample.model.auc ?? 0.5, verdict: card.verdict };
    };
    expect(quality(LEAKING).auc).toBeGreaterThan(0.65);
    expect(quality(LEAKING).verdict).toBe('accepted');
    expect(quality(FEATURES_1).verdict).toBe('refused');
  });
});

/** Minutes whose drift keeps its sign for about four hours: what the indicators see, and a market without an edge has not. */
function drifting(rows: number, seed: number): TrainingSeries {
  const random = chance(seed);
  const series = seriesOf(rows, seed);
  const { ts, open, high, low, close } = series.columns;
  let price = 50_000;
  let drift = 0.0003;
  for (let i = 0; i < rows; i += 1) {
    if (random() < 1 / 240) drift = -drift;
    const next = price * (1 + drift + 0.002 * (random() - 0.5));
    ts[i] = i * MINUTE;
    open[i] = price;
    close[i] = next;
    high[i] = Math.max(price, next) * (1 + 0.0003 * random());
    low[i] = Math.min(price, next) * (1 - 0.0003 * random());
    price = next;
  }
  return series;
}

describe('an edge in the tape itself', () => {
  it('[MDL8] is found by the features and accepted; the same candidates on a walk without one are refused', () => {
    const parts = { set: FEATURES_1, recipe: RECIPE, known: [metronome(7, 0.005)] };
    const found = runTraining(questionOf([drifting(24_000, 21)]), () => undefined, parts).card;
    expect(found.refusedFor).toEqual([]);
    expect(found.outOfSample.model.auc).toBeGreaterThan(0.75);
    expect(found.rates.all.edgeLow).toBeGreaterThan(0);
    const none = runTraining(questionOf([seriesOf(24_000, 21)]), () => undefined, parts).card;
    expect(none.verdict).toBe('refused');
  });
});

describe('a training in its thread', () => {
  it('[MDL16] tells how far it is and answers what the same training here answers', async () => {
    const here = runTraining(questionOf([seriesOf(20_000, 6)]), () => undefined);
    const heard: number[] = [];
    const there = await trainModel(questionOf([seriesOf(20_000, 6)]), (done, total) => heard.push(done / total)).answer;
    expect(JSON.stringify(there)).toBe(JSON.stringify(here));
    expect(heard.length).toBeGreaterThan(5);
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    expect(heard.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  it('[MDL16] called off it ends, and the next one is not held up', async () => {
    const first = trainModel(questionOf([seriesOf(60_000, 6)]), () => first.cancel());
    await expect(first.answer).rejects.toThrow(ErrandCancelled);
    const waiting = trainModel(questionOf([seriesOf(20_000, 6)]));
    const never = trainModel(questionOf([seriesOf(20_000, 6)]));
    never.cancel();
    await expect(never.answer).rejects.toThrow(ErrandCancelled);
    expect((await waiting.answer).card.verdict).toBe('refused');
  });

  it.each([
    ['UNKNOWN_STRATEGY', { strategies: ['nobody'] }, 3000],
    ['TOO_FEW', {}, 3000],
  ] as const)('[MDL16] names why it could not be done: %s', async (code, change, rows) => {
    const failure = await trainModel(questionOf([seriesOf(rows, 6)], change)).answer.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ErrandFailed);
    expect(failure).toMatchObject({ code });
  });
});

describeWithSharedData('a real month', 'market/crypto/ftx_BTCPERP_1m_20211231_20220201.csv.gz', (file) => {
  it('[MDL7] gives the same model twice, and a card without a claim that its own figures do not carry', () => {
    const tape = readCandleFile(readFileSync(file));
    const btc = unknownInstrument('BTCPERP');
    const series = { instrument: btc, baseStep: timeframeMs(tape.baseTimeframe), columns: tape.candles };
    const question = questionOf([series], { source: tapeSource('BTCPERP', tape), timeframes: ['1m', '5m'] });
    const first = runTraining(question, () => undefined);
    const { card } = first;
    expect(card.n).toBeGreaterThan(1500);
    expect(card.tested).toBeGreaterThan(1000);
    expect(card.outOfSample.noEdge.n).toBe(card.tested);
    const beaten = card.againstNoEdge.high < 0 && card.againstBaseRate.high < 0;
    expect(card.verdict).toBe(beaten && card.calibrationError <= 0.1 ? 'accepted' : 'refused');
    expect(runTraining(question, () => undefined)).toEqual(first);
    expect(leakingFeatures(series, { ...PART, timeframes: ['1m', '5m'], strategies: [metronome(11)] })).toEqual([]);
  });
});
