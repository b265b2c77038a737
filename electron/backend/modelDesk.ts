import { timeframeMs } from '../../shared/base/time';
import { ruleSetFor } from '../../shared/features/signals/ruleSet';
import { createScorer } from './engine/scorer';
import { trainModel } from './engine/training/runner';
import { operatorsOf } from './features/access/directory';
import type { MarketSource } from './features/market/source';
import { createModels, type ModelsOptions, type ModelsService } from './features/models/service';
import type { Store } from './store/store';

export interface ModelDeskOptions extends Pick<ModelsOptions, 'clock' | 'ids' | 'log' | 'version' | 'timeframes'> {
  readonly store: Store;
  readonly market: MarketSource;
}

/** The registry of models over the candles of the present source, with the training and the scoring of the engine. */
export function openModelDesk({ store, market, ...options }: ModelDeskOptions): ModelsService {
  const { read, commands, facts, series } = store;
  const { instruments, baseTimeframe } = market.core.options;
  // Its figures are the same for every instrument: only what is required differs by class, and no label depends on that.
  const ruleSet = ruleSetFor(instruments[0] ?? { class: 'crypto' });
  const operators = operatorsOf(read);
  return createModels({
    ...options,
    ...{ read, commands, facts, series, instruments, baseTimeframe },
    source: market.source,
    simulated: market.source === 'simulation' || market.source.startsWith('file:'),
    gate: ruleSet.minConfidence,
    nameOf: (actor) => operators.all().find(({ id }) => id === actor)?.name ?? actor,
    train: ({ baseTimeframe: base, instruments: all, from: _, to: __, ...question }, onProgress) =>
      trainModel(
        {
          ...question,
          series: all.map(({ instrument, candles }) => ({ instrument, baseStep: timeframeMs(base), columns: candles })),
          strategies: [],
          ruleSet,
        },
        onProgress,
      ),
    scorerOf: (artifact) => createScorer(artifact),
  });
}
