import { useTranslation } from 'react-i18next';
import { dayOf } from '../../../../shared/base/zonedDay';
import type { SignalDetail } from '../../../../shared/features/signals/signal';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatTime } from '../../../ui/format/format';
import { Time } from '../../../ui/values';
import { type TimelineEntry, timelineDays } from '../timelineDays';
import styles from './signals.module.css';

/** What happened to the signal, by whom and when, day by day. */
export function Timeline({ entries, decimals }: { entries: SignalDetail['timeline']; decimals: number }) {
  const format = useFormat();
  const days = timelineDays(entries, (at) => dayOf(at, format.timeZone));
  return (
    <div className={styles.timeline}>
      {days.map((day, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: days are only ever appended, and on a replay one may come twice.
        <div key={`${day.day}-${index}`}>
          <h4>{formatTime(day.entries[0]?.at ?? 0, format, 'day')}</h4>
          <ol>
            {day.entries.map((entry, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: entries have no id and are only ever appended.
              <Entry key={`${entry.kind}-${index}`} entry={entry} decimals={decimals} />
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}

function Entry({ entry, decimals }: { entry: TimelineEntry; decimals: number }) {
  const { t } = useTranslation('signals');
  const format = useFormat();
  const said = entry.kind === 'outcome' && entry.result !== null ? t(`result.${entry.result}`) : t(`timeline.${entry.kind}`);
  const price = entry.price === null ? null : t('timeline.atPrice', { price: formatNumber(entry.price, format, decimals) });
  const person = entry.actor.startsWith('system:') ? null : t('timeline.by', { actor: entry.actor });
  return (
    <li className={styles.entry}>
      <Time at={entry.at} style="time" />
      <div>
        {[said, price, person].filter((part) => part !== null).join(' ')}
        {entry.note !== null && <span className={styles.entryNote}>{entry.note}</span>}
      </div>
    </li>
  );
}
