import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../../../shared/features/models/card';
import type { Rate } from '../../../../shared/features/signals/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent } from '../../../ui/format/format';
import { PlainTable } from '../../../ui/Plain';
import { StatusTag } from '../../../ui/values';
import styles from './models.module.css';

const GROUPS = ['instrument', 'timeframe', 'month'] as const;
/** Under so many a rate is shown, and marked. */
const ENOUGH = 20;

/** What the tested candidates above the gate have come to, all together and by kind. */
export function RatesTable({ card }: { card: ModelCard }) {
  const { t } = useTranslation('models');
  return (
    <>
      <div className={styles.tables}>
        <PlainTable
          label={t('section.rates')}
          columns={[
            { header: t('rates.what') },
            { header: t('quality.n'), align: 'end' },
            { header: t('rates.rate'), align: 'end' },
            { header: t('reliability.interval'), align: 'end' },
            { header: t('rates.noEdge'), align: 'end' },
            { header: t('rates.expectancy'), align: 'end' },
          ]}
        >
          <RateRow name={t('rates.all')} rate={card.rates.all} strong />
          {GROUPS.flatMap((group) =>
            card.rates[group].map(({ key, rate }) => (
              <RateRow key={`${group}/${key}`} name={`${t(`rates.${group}`)} · ${key}`} rate={rate} />
            )),
          )}
        </PlainTable>
      </div>
      <p className={styles.note}>{t('rates.note')}</p>
    </>
  );
}

function RateRow({ name, rate, strong = false }: { name: string; rate: Rate; strong?: boolean }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { n, low, high, noEdge, expectancyR } = rate;
  const r = expectancyR === null ? '–' : `${expectancyR < 0 ? '−' : '+'}${formatNumber(Math.abs(expectancyR), format, 3)}`;
  return (
    <tr className={strong ? styles.strong : undefined}>
      <th scope="row">
        {name} {n < ENOUGH && <StatusTag tone="warning">{t('rates.few')}</StatusTag>}
      </th>
      <td data-align="end">{formatNumber(n, format)}</td>
      <td data-align="end">{formatPercent(rate.rate, format, 1)}</td>
      <td data-align="end">{low === null ? '–' : `${formatPercent(low, format, 1)} – ${formatPercent(high, format, 1)}`}</td>
      <td data-align="end">{formatPercent(noEdge, format, 1)}</td>
      <td data-align="end">{r}</td>
    </tr>
  );
}
