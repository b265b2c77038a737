import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../../../shared/features/models/card';
import { useFeatureWords } from '../../../ui/featureWords';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatPercent } from '../../../ui/format/format';
import styles from './models.module.css';

const FIRST = 10;

/** Which features the model relies on, by the share of the gain that each brought. */
export function Importance({ card }: { card: ModelCard }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const words = useFeatureWords();
  const [all, setAll] = useState(false);
  const most = card.importance[0]?.share ?? 1;
  const shown = all ? card.importance : card.importance.slice(0, FIRST);
  const rest = card.importance.length - shown.length;
  return (
    <>
      <ol className={styles.bars}>
        {shown.map(({ feature, share }) => {
          const { name, text } = words(feature);
          return (
            <li key={feature} className={styles.bar}>
              <span>
                {name}
                {text !== null && <small>{text}</small>}
              </span>
              <span className={styles.track} aria-hidden>
                <span className={styles.fill} style={{ display: 'block', width: `${(100 * share) / most}%` }} />
              </span>
              <span>{formatPercent(share, format, 1)}</span>
            </li>
          );
        })}
      </ol>
      {rest > 0 && (
        <Button size="compact-xs" variant="default" mt={8} onClick={() => setAll(true)}>
          {t('importance.rest', { count: rest })}
        </Button>
      )}
      <p className={styles.note}>{t('importance.note')}</p>
    </>
  );
}
