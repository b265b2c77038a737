import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Alert } from '../../../../shared/features/quality/contract';
import { useGoTo } from '../../../app/navigation';
import { useFormat } from '../../../ui/format/FormatProvider';
import { type FormatRules, formatNumber, formatPercent } from '../../../ui/format/format';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { Inspector, Section } from '../../../ui/Screen';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { Fields, StatusTag, Time } from '../../../ui/values';
import { scopeText } from '../qualityWords';
import { useAlerts } from '../queries';
import styles from './quality.module.css';

/** Every alert with the figure that raised it, newest first; each opens what it rests on. */
export function Alerts({ onChoose }: { onChoose: (alert: Alert) => void }) {
  const { t } = useTranslation('quality');
  const format = useFormat();
  const alerts = useAlerts();
  return (
    <Block title={t('alerts.title')} hint={t('alerts.hint')}>
      {alerts.data === undefined ? (
        alerts.isError ? (
          <ErrorState error={alerts.error} onRetry={() => void alerts.refetch()} />
        ) : (
          <SkeletonRows rows={4} />
        )
      ) : alerts.data.rows.length === 0 ? (
        <Empty title={t('alerts.none')} />
      ) : (
        <PlainTable
          label={t('alerts.title')}
          columns={[
            { header: t('alerts.at') },
            { header: t('alerts.kind') },
            { header: t('locks.scope') },
            { header: t('alerts.figure') },
            { header: t('alerts.state') },
            { header: t('locks.act') },
          ]}
        >
          {alerts.data.rows.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Time at={one.at} />
              </th>
              <td>{t(`threshold.${one.kind}`)}</td>
              <td>{scopeText(t, one.scope)}</td>
              <td>{figureText(t, one, format)}</td>
              <td>
                <StatusTag tone={one.clearedAt === null ? 'danger' : 'neutral'}>
                  {t(one.clearedAt === null ? 'up' : 'alerts.cleared')}
                </StatusTag>
              </td>
              <td>
                <Button size="compact-xs" variant="default" onClick={() => onChoose(one)}>
                  {t('alerts.see')}
                </Button>
              </td>
            </tr>
          ))}
        </PlainTable>
      )}
    </Block>
  );
}

function figureText(t: TFunction<'quality'>, { kind, figures }: Alert, format: FormatRules): string {
  switch (kind) {
    case 'win-rate':
      return t('alerts.rate', { rate: formatPercent(figures.rate, format, 1), n: figures.n });
    case 'stops':
      return t('lock.stops', { count: figures.n });
    case 'drawdown':
      return t('alerts.drawdown', { value: formatNumber(figures.drawdownR, format, 1), n: figures.n });
    case 'anomaly':
      return figures.name ?? '–';
  }
}

/** Signals that are listed beside an alert; a month may hold thousands. */
const LISTED = 100;

/** What an alert was raised on, as it was then. */
export function AlertPane({ alert }: { alert: Alert }) {
  const { t } = useTranslation('quality');
  const format = useFormat();
  const goTo = useGoTo();
  const { figures } = alert;
  const percent = (value: number | null) => formatPercent(value, format, 1);
  const rows = [
    { name: t('alerts.at'), value: <Time at={alert.at} style="full" /> },
    { name: t('alerts.marketAt'), value: <Time at={alert.marketAt} style="full" /> },
    ...(alert.clearedAt === null ? [] : [{ name: t('alerts.clearedAt'), value: <Time at={alert.clearedAt} style="full" /> }]),
    { name: t('rates.n'), value: formatNumber(figures.n, format) },
    ...(figures.rate === null
      ? []
      : [
          { name: t('rates.rate'), value: percent(figures.rate) },
          { name: t('rates.interval'), value: t('range', { low: percent(figures.low), high: percent(figures.high) }) },
          { name: t('alerts.probability'), value: percent(figures.probability) },
          {
            name: t('rates.expectancy'),
            value: t('inR', { value: formatNumber(figures.expectancyR, format, 2).replace('-', '−') }),
          },
        ]),
    ...(figures.drawdownR === null
      ? []
      : [{ name: t('threshold.drawdown'), value: t('inR', { value: formatNumber(figures.drawdownR, format, 2) }) }]),
  ];
  return (
    <Inspector
      title={`${t(`threshold.${alert.kind}`)} · ${scopeText(t, alert.scope)}`}
      tags={figures.small && <StatusTag tone="warning">{t('smallShort')}</StatusTag>}
    >
      <Section title={t('pane.figures')}>
        <Fields rows={rows} />
      </Section>
      <Section title={t('alerts.signals', { count: figures.signals.length })}>
        <ul className={styles.signals}>
          {figures.signals.slice(-LISTED).map((id) => (
            <li key={id}>
              <Button size="compact-xs" variant="subtle" onClick={() => goTo(`/signals/${id}`)}>
                {id.slice(0, 12)}
              </Button>
            </li>
          ))}
        </ul>
      </Section>
    </Inspector>
  );
}
