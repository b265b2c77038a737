import { useTranslation } from 'react-i18next';
import { STRATEGIES as RUNNING } from '../../../shared/features/signals/strategies/registry';

/** The strategies that run, as decisions name them: `name@version`. */
export const STRATEGIES: readonly string[] = RUNNING.map((strategy) => `${strategy.name}@${strategy.version}`);

/** A strategy in the operator's words, with its version only where it is not the first; one that is no longer known keeps its id. */
export function useStrategyName(): (strategy: string) => string {
  const { i18n } = useTranslation('strategies');
  return (strategy) => {
    const [name = strategy, version = '1'] = strategy.split('@');
    const key = `strategies:${name}.name`;
    if (!i18n.exists(key)) return strategy;
    const said = String(i18n.t(key as never));
    return version === '1' ? said : `${said} ${version}`;
  };
}
