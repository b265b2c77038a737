import type { TFunction } from 'i18next';
import type { SignalRow } from '../../../../shared/features/signals/signal';
import type { Column } from '../../../ui/DataTable';
import { Age } from '../../../ui/values';
import { worstChecksFirst } from '../checkWords';
import { Countdown, DirectionMark, SourceTag } from './marks';
import styles from './signals.module.css';

/** What an analyst needs to choose the next one: how long it waits, what it is, which rules it missed, how long is left. */
export function quarantineColumns(t: TFunction<'signals'>): readonly Column<SignalRow>[] {
  return [
    { id: 'age', header: t('column.age'), width: '104px', cell: (row) => <Age at={row.at} /> },
    {
      id: 'instrument',
      header: t('column.instrument'),
      width: '156px',
      cell: (row) => (
        <span className={styles.instrument}>
          <strong>{row.instrument}</strong>
          <SourceTag source={row.source} />
        </span>
      ),
    },
    { id: 'timeframe', header: t('column.timeframe'), width: '48px', cell: (row) => row.timeframe },
    { id: 'direction', header: t('column.direction'), width: '76px', cell: (row) => <DirectionMark direction={row.direction} /> },
    { id: 'expiresAt', header: t('column.expiresAt'), width: '104px', cell: (row) => <Countdown row={row} /> },
    {
      id: 'why',
      header: t('quarantine.why'),
      width: 'minmax(140px, 1fr)',
      cell: (row) => <span title={missed(row, t)}>{missed(row, t)}</span>,
    },
  ];
}

function missed(row: SignalRow, t: TFunction<'signals'>): string {
  const reason = String(row.hold?.values.reason ?? '–');
  const held = row.hold === null ? [] : [t(`hold.${row.hold.reason}`, { instrument: row.instrument, reason })];
  const rules = worstChecksFirst(row.checks)
    .filter((check) => !check.passed)
    .map((check) => t(`check.${check.verdict === 'no-data' ? 'missing' : 'missed'}.${check.rule}`));
  return [...held, ...rules].join(' · ');
}
