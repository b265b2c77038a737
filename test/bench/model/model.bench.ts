import { readFileSync } from 'node:fs';
import { tapeSource } from '../../../electron/backend/engine/replay';
import { readCandleFile } from '../../../electron/backend/engine/tape/candleFile';
import type { TrainingQuestion } from '../../../electron/backend/engine/training/question';
import { runTraining } from '../../../electron/backend/engine/training/runTraining';
import { timeframeMs } from '../../../shared/base/time';
import { unknownInstrument } from '../../../shared/features/market/unknownInstrument';
import { bulkScorer } from '../../../shared/features/models/bulk';
import { chance } from '../../../shared/features/models/training/prng';
import { RECIPE } from '../../../shared/features/models/training/recipe';
import { train } from '../../../shared/features/models/training/train';
import { ruleSetFor } from '../../../shared/features/signals/ruleSet';
import { planted, toyContext } from '../../builders/samples';
import { sharedData } from '../../builders/sharedData';
import { type BenchRow, median } from '../bench';

const MONTH = 'market/crypto/ftx_BTCPERP_1m_20211231_20220201.csv.gz';
const REACH_SECONDS = 20;
const REACH_SCORES = 500_000;
const ROWS = 100_000;
const ROUNDS = 7;

/** A month of 1m candles to a model with its card, in one thread; and scores of the largest model that training can give. */
export async function bench(): Promise<BenchRow[]> {
  return [training(), scoring()];
}

function training(): BenchRow {
  const file = sharedData(MONTH);
  const row = { name: 'Training on a month of 1m candles, card included', unit: 's', reach: `≤ ${REACH_SECONDS} s` };
  if (file === null) return { ...row, value: 0, reached: null, note: `../shared/data/${MONTH} is absent` };
  const question = questionOf(file);
  const runs = [1, 2, 3].map(() => {
    const begun = performance.now();
    const { card } = runTraining(question, () => undefined);
    return { seconds: (performance.now() - begun) / 1000, card };
  });
  const value = median(runs.map(({ seconds }) => seconds));
  const { n, folds, verdict } = runs[0]?.card ?? { n: 0, folds: [], verdict: '' };
  const note = `one thread for all ${folds.length} folds; ${n} candidates on 1m and 5m; ${verdict}`;
  return { ...row, value, reached: value <= REACH_SECONDS, note };
}

function questionOf(file: string): TrainingQuestion {
  const tape = readCandleFile(readFileSync(file));
  const instrument = unknownInstrument('BTCPERP');
  return {
    series: [{ instrument, baseStep: timeframeMs(tape.baseTimeframe), columns: tape.candles }],
    source: tapeSource(instrument.id, tape),
    timeframes: ['1m', '5m'],
    strategies: [],
    ruleSet: ruleSetFor(instrument),
    seed: 1,
    previous: null,
    codeVersion: 'bench',
    trainedAt: 0,
  };
}

function scoring(): BenchRow {
  const { samples } = planted(4000, 1, (x) => ((x[0] as number) * (x[1] as number) > 0 ? 0.95 : 0.3));
  // Never stopped early: as many trees as the recipe allows.
  const recipe = { ...RECIPE, boost: { ...RECIPE.boost, patience: RECIPE.boost.rounds, rate: 0.01, minGain: 0 } };
  const { artifact } = train(samples, toyContext({ recipe }));
  const random = chance(2);
  const values = new Float64Array(ROWS * artifact.features.length).map(() => 2 * random() - 1);
  const out = new Float64Array(ROWS);
  const score = bulkScorer(artifact);
  score(values, ROWS, out);
  const perSecond = Array.from({ length: ROUNDS }, () => {
    const begun = process.cpuUsage();
    score(values, ROWS, out);
    const { user, system } = process.cpuUsage(begun);
    return ROWS / ((user + system) / 1e6);
  });
  const value = Math.round(median(perSecond));
  const note = `${artifact.trees?.roots.length ?? 0} trees of depth ${RECIPE.boost.depth}, seconds of one core`;
  return {
    name: 'Scoring of candidates in bulk',
    value,
    unit: 'candidates/s',
    reach: `≥ ${REACH_SCORES}/s`,
    reached: value >= REACH_SCORES,
    note,
  };
}
