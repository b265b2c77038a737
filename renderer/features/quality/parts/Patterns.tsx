import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent } from '../../../ui/format/format';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { StatusTag } from '../../../ui/values';
import { useStrategyName } from '../qualityWords';
import { usePatterns } from '../queries';
import styles from './quality.module.css';

const FIRST = 8;

/** What losers have in common, the largest group first. */
export function Patterns({ days }: { days: number }) {
  const { t } = useTranslation('quality');
  const format = useFormat();
  const strategyName = useStrategyName();
  const patterns = usePatterns(days);
  const [all, setAll] = useState(false);
  const rows = patterns.data?.rows ?? [];
  return (
    <Block title={t('patterns.title')} hint={t('patterns.hint')}>
      {patterns.data === undefined ? (
        patterns.isError ? (
          <ErrorState error={patterns.error} onRetry={() => void patterns.refetch()} />
        ) : (
          <SkeletonRows rows={4} />
        )
      ) : rows.length === 0 ? (
        <Empty title={t('patterns.none')} />
      ) : (
        <>
          <PlainTable
            label={t('patterns.title')}
            columns={[
              { header: t('patterns.cause') },
              { header: t('losers.instrument') },
              { header: t('losers.timeframe') },
              { header: t('losers.strategy') },
              { header: t('patterns.hour') },
              { header: t('patterns.losers'), align: 'end' },
              { header: t('patterns.share'), align: 'end' },
              { header: t('patterns.closed'), align: 'end' },
              { header: t('rates.sample') },
            ]}
          >
            {rows.slice(0, all ? rows.length : FIRST).map((row) => (
              <tr key={[row.cause, row.instrument, row.timeframe, row.strategy, row.hour].join()}>
                <th scope="row">{t(`cause.${row.cause}`)}</th>
                <td>{row.instrument ?? t('patterns.any')}</td>
                <td>{row.timeframe ?? t('patterns.any')}</td>
                <td>{row.strategy === null ? t('patterns.any') : strategyName(row.strategy)}</td>
                <td>{row.hour === null ? t('patterns.any') : t('patterns.at', { hour: row.hour })}</td>
                <td data-align="end">{formatNumber(row.losers, format)}</td>
                <td data-align="end">{formatPercent(row.share, format, 0)}</td>
                <td data-align="end">{formatNumber(row.closed, format)}</td>
                <td>{row.small && <StatusTag tone="warning">{t('smallShort')}</StatusTag>}</td>
              </tr>
            ))}
          </PlainTable>
          {rows.length > FIRST && (
            <div className={styles.controls}>
              <Button size="compact-xs" variant="default" onClick={() => setAll(!all)}>
                {all ? t('patterns.fewer') : t('patterns.more', { count: rows.length - FIRST })}
              </Button>
            </div>
          )}
        </>
      )}
    </Block>
  );
}
