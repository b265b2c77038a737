import { useTranslation } from 'react-i18next';
import { useGoTo } from '../../../app/navigation';
import { SkeletonRows } from '../../../ui/states';
import { useRates } from '../queries';
import { EdgeSentence, RateGroup } from './RateBar';
import styles from './signals.module.css';

/** What the strategy's record says so far, so that no signal can lean on a name. */
export function Track({ strategy, simulated }: { strategy: string; simulated: boolean }) {
  const { t } = useTranslation('signals');
  const goTo = useGoTo();
  const rates = useRates({ strategies: [strategy] });
  if (rates.data === undefined)
    return rates.isError ? <p className={styles.faint}>{t('rate.unread')}</p> : <SkeletonRows rows={2} />;
  const records = `/signals?life=closed&strategy=${encodeURIComponent(strategy)}`;
  return (
    <div className={styles.track}>
      <RateGroup
        title={t('rate.published')}
        rate={rates.data.published}
        simulated={simulated}
        onOpen={() => goTo(`${records}&state=validated%2Creleased`)}
      />
      <RateGroup
        title={t('rate.record')}
        hint={t('rate.recordHint')}
        rate={rates.data.record}
        simulated={simulated}
        onOpen={() => goTo(records)}
      />
      <EdgeSentence rate={rates.data.record} />
    </div>
  );
}
