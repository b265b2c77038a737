import { ruleSetFor } from '../../shared/features/signals/ruleSet';
import { operatorsOf } from './features/access/directory';
import type { MarketSource } from './features/market/source';
import { createModels, type ModelsOptions, type ModelsService } from './features/models/service';
import { ErrandFailed } from './kit/worker';
import type { Store } from './store/store';

export interface ModelDeskOptions extends Pick<ModelsOptions, 'clock' | 'ids' | 'log' | 'version' | 'timeframes'> {
  readonly store: Store;
  readonly market: MarketSource;
}

/** The registry of models over the candles of the present source, with the training and the scoring of the engine. */
export function openModelDesk({ store, market, ...options }: ModelDeskOptions): ModelsService {
  const { read, commands, facts, series } = store;
  const { instruments, baseTimeframe } = market.core.options;
  const [first] = instruments;
  const operators = operatorsOf(read);
  return createModels({
    ...options,
    ...{ read, commands, facts, series, instruments, baseTimeframe },
    source: market.source,
    simulated: market.source === 'simulation' || market.source.startsWith('file:'),
    // The same figure for every instrument: only what is required differs by class.
    gate: ruleSetFor(first ?? { class: 'crypto' }).minConfidence,
    nameOf: (actor) => operators.all().find(({ id }) => id === actor)?.name ?? actor,
    train: () => ({
      answer: Promise.reject(new ErrandFailed('FAULT', 'nothing trains here yet')),
      cancel: () => undefined,
    }),
    scorerOf: () => {
      throw new RangeError('nothing scores here yet');
    },
  });
}
