import { useTranslation } from 'react-i18next';
import type { ModelEvent } from '../../../../shared/features/models/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber } from '../../../ui/format/format';
import { Time } from '../../../ui/values';
import styles from './models.module.css';

/** Every decision, newest first: by whom, why, with the figures it rested on. */
export function HistoryPart({ history }: { history: readonly ModelEvent[] }) {
  const { t } = useTranslation('models');
  return (
    <ol className={styles.history}>
      {history.toReversed().map((event) => (
        <li key={event.sequence}>
          <Time at={event.at} style="short" />
          <span>
            {t(`event.${event.kind}`)} · {event.actor.startsWith('system:') ? t('event.console') : event.who}
            <Why event={event} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Why({ event: { kind, reason, values } }: { event: ModelEvent }) {
  const { t, i18n } = useTranslation('models');
  const format = useFormat();
  const number = (value: unknown, decimals: number) => formatNumber(typeof value === 'number' ? value : null, format, decimals);
  const parts: string[] = [];
  if (reason !== null) parts.push(reason);
  if (typeof values.days === 'number') parts.push(t('event.days', { count: values.days }));
  if (typeof values.successor === 'string') parts.push(t('event.successor', { name: values.successor }));
  if (kind === 'quarantine' && typeof values.measure === 'string') {
    const measure = i18n.exists(`models:drift.${values.measure}`) ? t(`drift.${values.measure as 'psi'}`) : values.measure;
    const figures = { value: number(values.value, 3), threshold: number(values.threshold, 3), n: number(values.n, 0) };
    parts.push(t('event.past', { measure, ...figures }));
  }
  return parts.length === 0 ? null : <span className={styles.reason}>{parts.join(' · ')}</span>;
}
