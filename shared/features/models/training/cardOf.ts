import { TIMEFRAMES } from '../../../base/time';
import { round9 } from '../../signals/figures';
import { rateOf } from '../../signals/rates';
import type { Comparison, ModelCard } from '../card';
import { binOf, edgesOf } from './bins';
import { compare } from './bootstrap';
import type { TrainingContext } from './context';
import type { Fitted } from './fit';
import { columnOf } from './matrix';
import { calibrationErrorOf, lossOf, qualityOf, reliabilityOf } from './metrics';
import type { OutOfSample, Said } from './outOfSample';
import type { Samples } from './samples';
import { refusalsOf } from './verdict';

interface CardParts {
  readonly samples: Samples;
  readonly context: TrainingContext;
  readonly fitted: Fitted;
  readonly out: OutOfSample;
  readonly model: string;
  readonly recipe: string;
}

/** Everything a card says; nothing of it was measured on candidates that the model had seen. */
export function cardOf({ samples, context, fitted, out, model, recipe }: CardParts): ModelCard {
  const { said } = out;
  const quality = (probabilities: Float64Array) => qualityOf(probabilities, said.wins);
  const against = (other: Float64Array) => compareLoss(samples, said, other, context.seed);
  const reliability = reliabilityOf(said.model, said.wins);
  const judged = {
    tested: said.tested.length,
    againstNoEdge: against(said.noEdge),
    againstBaseRate: against(said.baseRate),
    calibrationError: calibrationErrorOf(reliability),
  };
  const refusedFor = refusalsOf(judged, context.recipe);
  return {
    format: 'sirrius-card@1',
    model,
    artifact: fitted.kind,
    ...identityOf(context, samples),
    recipe,
    n: samples.at.length,
    folds: [...out.folds],
    outOfSample: {
      model: quality(said.model),
      trees: quality(said.trees),
      logistic: quality(said.logistic),
      noEdge: quality(said.noEdge),
      baseRate: quality(said.baseRate),
      shrunk: quality(said.shrunk),
      previous: said.previous === null ? null : quality(said.previous),
    },
    ...judged,
    againstPrevious: said.previous === null ? null : against(said.previous),
    verdict: refusedFor.length === 0 ? 'accepted' : 'refused',
    refusedFor,
    reliability,
    rates: ratesOf(samples, said, context.gate),
    importance: importanceOf(fitted, context),
    reference: referenceOf(samples, context),
    outputRate: round9(shareAbove(said.model, context.gate)),
  };
}

function identityOf(context: TrainingContext, samples: Samples) {
  return {
    trainedAt: context.trainedAt,
    codeVersion: context.codeVersion,
    seed: context.seed,
    source: context.source,
    period: { from: samples.at[0] as number, to: samples.at.at(-1) as number },
    instruments: [...context.instruments],
    timeframes: [...context.timeframes],
    strategies: [...context.strategies],
    ruleSet: context.ruleSet,
    featureSet: context.set.id,
    candles: context.candles,
  };
}

function compareLoss(samples: Samples, said: Said, other: Float64Array, seed: number): Comparison {
  const differences = Float64Array.from(
    said.wins,
    (win, i) => lossOf(said.model[i] as number, win) - lossOf(other[i] as number, win),
  );
  const at = Float64Array.from(said.tested, (index) => samples.at[index] as number);
  return compare(differences, at, seed);
}

function shareAbove(probabilities: Float64Array, gate: number): number {
  const above = probabilities.reduce((sum, probability) => sum + (probability > gate ? 1 : 0), 0);
  return probabilities.length === 0 ? 0 : above / probabilities.length;
}

/** Rates of the tested candidates that the model lets through the gate. */
function ratesOf(samples: Samples, said: Said, gate: number): ModelCard['rates'] {
  const passed = Array.from(said.tested).filter((_, i) => (said.model[i] as number) > gate);
  const rate = (indices: readonly number[]) =>
    rateOf(
      indices.map((index) => {
        const { result, r } = samples.facts[index] as Samples['facts'][number];
        return { result, r, noEdge: samples.noEdge[index] as number };
      }),
    );
  const by = (keyOf: (index: number) => string, order = (key: string) => key) => {
    const groups = new Map<string, number[]>();
    for (const index of passed) groups.set(keyOf(index), [...(groups.get(keyOf(index)) ?? []), index]);
    return [...groups].sort(([a], [b]) => (order(a) < order(b) ? -1 : 1)).map(([key, indices]) => ({ key, rate: rate(indices) }));
  };
  return {
    all: rate(passed),
    instrument: by((index) => samples.facts[index]?.instrument ?? ''),
    timeframe: by(
      (index) => samples.facts[index]?.timeframe ?? '',
      (key) => String(TIMEFRAMES.indexOf(key as (typeof TIMEFRAMES)[number])),
    ),
    month: by((index) => new Date(samples.at[index] as number).toISOString().slice(0, 7)),
  };
}

/** Share of the trees' gain, or of the standardised weights' sizes. */
function importanceOf(fitted: Fitted, { set }: TrainingContext): ModelCard['importance'] {
  const sizes =
    fitted.kind === 'trees' ? fitted.trees.gains : Float64Array.from(fitted.logistic.model.weights, (weight) => Math.abs(weight));
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  return set.features
    .map(({ name }, i) => ({ feature: name, share: whole > 0 ? round9((sizes[i] as number) / whole) : 0 }))
    .sort((a, b) => b.share - a.share);
}

function referenceOf({ matrix }: Samples, { set }: TrainingContext): ModelCard['reference'] {
  return set.features.map(({ name }, feature) => {
    const column = columnOf(matrix, feature);
    const edges = edgesOf(column, 10);
    const counts = new Float64Array(edges.length + 1);
    for (const value of column) {
      const bin = binOf(edges, value);
      counts[bin] = (counts[bin] as number) + 1;
    }
    return { feature: name, edges: Array.from(edges), shares: Array.from(counts, (count) => round9(count / column.length)) };
  });
}
