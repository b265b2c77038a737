import { useTranslation } from 'react-i18next';
import type { RefereeHealth, RefereeReading } from '../../../../shared/features/monitoring/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatDuration, formatNumber } from '../../../ui/format/format';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { StatusTag } from '../../../ui/values';
import { refereeState, widestFirst } from '../readings';
import styles from './monitoring.module.css';

/** What a second venue makes of each price, the widest difference first. */
export function Referee({ referee }: { referee: RefereeHealth | undefined }) {
  const { t } = useTranslation('monitoring');
  if (referee === undefined)
    return (
      <Block title={t('referee.title')}>
        <Empty title={t('referee.none')} text={t('referee.noneHint')} />
      </Block>
    );
  const end = 'end' as const;
  const { venue, limitBps, readings } = referee;
  return (
    <Block title={t('referee.title')} hint={t(limitBps === 0 ? 'referee.hintOff' : 'referee.hint', { venue, limit: limitBps })}>
      <PlainTable
        label={t('referee.title')}
        columns={[
          { header: t('instrument.id') },
          { header: t('referee.venue') },
          { header: t('instrument.state') },
          { header: t('referee.now'), align: end },
          { header: t('referee.worst'), align: end },
          { header: t('referee.age'), align: end },
        ]}
      >
        {widestFirst(readings).map((reading) => (
          <Line key={reading.instrument} reading={reading} venue={venue} limit={limitBps} />
        ))}
      </PlainTable>
    </Block>
  );
}

function Line({ reading, venue, limit }: { reading: RefereeReading; venue: string; limit: number }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const { word, tone } = refereeState(reading, limit);
  const bps = (value: number | null) => (
    <td data-align="end">
      {value === null ? <span className={styles.muted}>–</span> : t('referee.bps', { bps: formatNumber(value, format, 1) })}
    </td>
  );
  return (
    <tr>
      <th scope="row">{reading.instrument}</th>
      <td>{venue}</td>
      <td>
        <StatusTag tone={tone === 'good' ? 'live' : tone}>{t(`referee.${word}`)}</StatusTag>
      </td>
      {bps(reading.bps)}
      {bps(reading.worstBps)}
      <td data-align="end">
        {reading.ageMs === null ? <span className={styles.muted}>–</span> : formatDuration(reading.ageMs, format)}
      </td>
    </tr>
  );
}
