import { useTranslation } from 'react-i18next';
import type { BackupState } from '../../../../shared/features/backups/contract';
import { RPO_LIMIT, RTO_LIMIT } from '../../../../shared/features/backups/rules';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatDuration } from '../../../ui/format/format';
import { Age, Figure, StatusTag } from '../../../ui/values';
import styles from './backups.module.css';

const TONES = { ok: 'live', amber: 'warning', breach: 'danger', unknown: 'neutral' } as const;

/** What would be lost now and how long the way back takes, each against its limit. */
export function Gauges({ state }: { state: BackupState }) {
  const { t } = useTranslation('backups');
  const format = useFormat();
  const { rpo, rto } = state;
  return (
    <div className={styles.figures}>
      <Figure
        label={t('rpo.label')}
        explain={t('rpo.explain')}
        note={<Bar label={t('rpo.bar')} value={rpo.exposedMs} limit={RPO_LIMIT} state={rpo.state} />}
      >
        {rpo.changed
          ? t('of', { value: formatDuration(rpo.exposedMs, format), limit: formatDuration(RPO_LIMIT, format) })
          : t('rpo.nothing')}{' '}
        <StatusTag tone={TONES[rpo.state]}>{t(`rpo.${rpo.state}`)}</StatusTag>
      </Figure>
      <Figure
        label={t('rto.label')}
        explain={t('rto.explain')}
        note={<Bar label={t('rto.bar')} value={rto.measuredMs ?? 0} limit={RTO_LIMIT} state={rto.state} />}
      >
        {rto.measuredMs === null
          ? t('rto.never')
          : t('of', { value: formatDuration(rto.measuredMs, format), limit: formatDuration(RTO_LIMIT, format) })}{' '}
        <StatusTag tone={TONES[rto.state]}>{t(`rto.${rto.state}`)}</StatusTag>
      </Figure>
      <Figure label={t('lastVerified')} note={t('lastVerifiedNote')}>
        {rpo.lastVerifiedAt === null ? t('none') : <Age at={rpo.lastVerifiedAt} />}
      </Figure>
      <Figure label={t('lastDrill')} note={t('lastDrillNote')}>
        {state.drills[0] === undefined ? t('none') : <Age at={state.drills[0].at} />}
      </Figure>
    </div>
  );
}

function Bar({ label, value, limit, state }: { label: string; value: number; limit: number; state: keyof typeof TONES }) {
  return (
    <meter className={styles.bar} data-state={state} aria-label={label} min={0} max={limit} value={Math.min(value, limit)} />
  );
}
