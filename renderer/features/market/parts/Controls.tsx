import { useTranslation } from 'react-i18next';
import { TIMEFRAMES, type Timeframe } from '../../../../shared/base/time';
import { useCommand, useKeyOf } from '../../../app/keys';
import { KeyTip } from '../../../ui/KeyHint';
import { type Toggle, toggle, useMarketView } from '../marketView';
import styles from './market.module.css';

const TOGGLES: readonly Toggle[] = ['ema', 'bollinger', 'rsi', 'levels', 'table'];

/** Timeframe and what is drawn, each with its key. */
export function Controls() {
  const { t } = useTranslation('market');
  return (
    <div className={styles.controls} role="toolbar" aria-label={t('controls')}>
      {TIMEFRAMES.map((timeframe) => (
        <TimeframeButton key={timeframe} timeframe={timeframe} />
      ))}
      <span className={styles.divider} aria-hidden />
      {TOGGLES.map((what) => (
        <ToggleButton key={what} what={what} />
      ))}
    </div>
  );
}

function TimeframeButton({ timeframe }: { timeframe: Timeframe }) {
  const { t } = useTranslation('market');
  const id = `market.timeframe.${timeframe}`;
  const choose = () => useMarketView.setState({ timeframe });
  const chosen = useMarketView((view) => view.timeframe === timeframe);
  useCommand(id, choose);
  return (
    <KeyTip label={t(`command.timeframe.${timeframe}`)} shortcut={useKeyOf(id)}>
      <button
        type="button"
        className={styles.toggle}
        aria-pressed={chosen}
        aria-label={t(`command.timeframe.${timeframe}`)}
        onClick={choose}
      >
        {t(`timeframe.${timeframe}`)}
      </button>
    </KeyTip>
  );
}

function ToggleButton({ what }: { what: Toggle }) {
  const { t } = useTranslation('market');
  const on = useMarketView((view) => view[what]);
  useCommand(`market.${what}`, () => toggle(what));
  return (
    <KeyTip label={t(`command.${what}`)} shortcut={useKeyOf(`market.${what}`)}>
      <button
        type="button"
        className={styles.toggle}
        aria-pressed={on}
        aria-label={t(`command.${what}`)}
        onClick={() => toggle(what)}
      >
        {t(`toggle.${what}`)}
      </button>
    </KeyTip>
  );
}
