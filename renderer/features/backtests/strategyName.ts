import { useTranslation } from 'react-i18next';

/** A strategy in the operator's words, its version only where it is not the first; an unknown one keeps its id. */
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
