import { useTranslation } from 'react-i18next';
import type { Health } from '../../../../shared/features/monitoring/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber } from '../../../ui/format/format';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { Age, StatusTag } from '../../../ui/values';
import { instrumentState, worstFirst } from '../readings';
import styles from './monitoring.module.css';

/** The state of each instrument's data, those in trouble first. */
export function Instruments({ feeds }: { feeds: Health['instruments'] }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const count = (value: number) => (
    <td data-align="end">{value === 0 ? <span className={styles.muted}>0</span> : formatNumber(value, format)}</td>
  );
  const end = 'end' as const;
  return (
    <Block title={t('instrument.title')}>
      {feeds.length === 0 ? (
        <Empty title={t('instrument.none')} text={t('instrument.noneHint')} />
      ) : (
        <PlainTable
          label={t('instrument.title')}
          columns={[
            { header: t('instrument.id') },
            { header: t('instrument.state') },
            { header: t('instrument.lastTrade') },
            { header: t('instrument.gapsOpen'), align: end },
            { header: t('instrument.gapsRepaired'), align: end },
            { header: t('instrument.suspect'), align: end },
            { header: t('instrument.crossed') },
          ]}
        >
          {worstFirst(feeds).map((feed) => {
            const { word, tone } = instrumentState(feed);
            return (
              <tr key={feed.instrument}>
                <th scope="row">{feed.instrument}</th>
                <td>
                  <StatusTag tone={tone === 'good' ? 'live' : tone}>{t(`instrument.${word}`)}</StatusTag>
                </td>
                <td>
                  <Age at={feed.lastTradeAt} />
                </td>
                {count(feed.gapsOpen)}
                {count(feed.gapsRepaired)}
                {count(feed.suspectCandles)}
                <td>
                  {feed.crossed ? (
                    <StatusTag tone="warning">{t('instrument.crossedYes')}</StatusTag>
                  ) : (
                    <span className={styles.muted}>{t('instrument.crossedNo')}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </PlainTable>
      )}
    </Block>
  );
}
