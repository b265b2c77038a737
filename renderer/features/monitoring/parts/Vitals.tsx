import { useTranslation } from 'react-i18next';
import type { Health } from '../../../../shared/features/monitoring/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatDuration, formatNumber } from '../../../ui/format/format';
import { Figure } from '../../../ui/values';
import { LOOP_LIMIT_MS, OFFSET_SHOWN_MS } from '../readings';
import styles from './monitoring.module.css';

/** The figures that say whether the whole can be trusted: publication, clock, loop, memory. */
export function Vitals({ health }: { health: Health }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const { loop, clockOffsetMs } = health;
  const ms = (value: number) => formatNumber(value, format, value < 10 ? 1 : 0);
  const held = loop.max > LOOP_LIMIT_MS;
  return (
    <div className={styles.figures}>
      <Figure
        label={t('publication.label')}
        note={t(`publication.note.${health.state === 'replay' ? 'replay' : health.publication}`)}
      >
        <span className={health.publication === 'stopped-clock' ? styles.over : undefined}>
          {t(`publication.${health.publication}`)}
        </span>
      </Figure>
      <Figure label={t('clock.label')} note={clockOffsetMs === null ? null : clockNote(clockOffsetMs, t)}>
        <span className={clockOffsetMs !== null && Math.abs(clockOffsetMs) > OFFSET_SHOWN_MS ? styles.over : undefined}>
          {clockOffsetMs === null ? t('clock.unknown') : formatDuration(Math.abs(clockOffsetMs), format)}
        </span>
      </Figure>
      <Figure
        label={t('loop.label')}
        explain={t('loop.hint')}
        note={`${t('loop.p50', { ms: ms(loop.p50) })} · ${t('loop.p99', { ms: ms(loop.p99) })}`}
      >
        <span className={held ? styles.over : undefined}>
          {t('loop.max', { ms: ms(loop.max) })}
          {held && ` · ${t('loop.over')}`}
        </span>
      </Figure>
      <Figure label={t('memory.label')} note={t('memory.note')}>
        {t('memory.value', { mb: formatNumber(health.memoryMb, format) })}
      </Figure>
      <Figure label={t('source')} note={t('sourceNote')}>
        {health.source}
      </Figure>
    </div>
  );
}

function clockNote(offsetMs: number, t: ReturnType<typeof useTranslation<'monitoring'>>['t']): string {
  if (Math.abs(offsetMs) > OFFSET_SHOWN_MS) return t('clock.over');
  return t(offsetMs >= 0 ? 'clock.ahead' : 'clock.behind');
}
