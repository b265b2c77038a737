import { useTranslation } from 'react-i18next';
import type { Gap } from '../../../../shared/features/market/candle';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber } from '../../../ui/format/format';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { StatusTag, Time, type Tone } from '../../../ui/values';
import { useGaps } from '../queries';

const TONE: Readonly<Record<Gap['status'], Tone>> = { open: 'warning', repaired: 'live', unrepairable: 'danger' };

/** Every stretch of missing candles, why it is missing and what became of it. */
export function Gaps() {
  const { t } = useTranslation('monitoring');
  const gaps = useGaps();
  return (
    <Block title={t('gap.title')}>
      {gaps.data === undefined ? (
        gaps.isError ? (
          <ErrorState error={gaps.error} onRetry={() => void gaps.refetch()} />
        ) : (
          <SkeletonRows rows={3} />
        )
      ) : gaps.data.gaps.length === 0 ? (
        <Empty title={t('gap.none')} text={t('gap.noneHint')} />
      ) : (
        <GapTable gaps={gaps.data.gaps} />
      )}
    </Block>
  );
}

function GapTable({ gaps }: { gaps: readonly Gap[] }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  return (
    <PlainTable
      label={t('gap.title')}
      columns={[
        { header: t('gap.instrument') },
        { header: t('gap.timeframe') },
        { header: t('gap.from') },
        { header: t('gap.to') },
        { header: t('gap.missing'), align: 'end' },
        { header: t('gap.cause') },
        { header: t('gap.status') },
      ]}
    >
      {gaps.map((gap) => (
        <tr key={gap.id}>
          <th scope="row">{gap.instrument}</th>
          <td>{gap.timeframe}</td>
          <td>
            <Time at={gap.from} />
          </td>
          <td>
            <Time at={gap.to} />
          </td>
          <td data-align="end">{formatNumber(gap.missing, format)}</td>
          <td>{t(`gap.causes.${gap.cause}`)}</td>
          <td>
            <StatusTag tone={TONE[gap.status]}>{t(`gap.statuses.${gap.status}`)}</StatusTag>
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}
