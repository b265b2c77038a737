import { useTranslation } from 'react-i18next';
import { MINUTE } from '../../../../shared/base/time';
import type { ColourTokens } from '../../../app/theme';
import { useFormat, useNow } from '../../../ui/format/FormatProvider';
import { formatTime } from '../../../ui/format/format';
import { announcementsAround } from '../chart/bands';
import type { Announced } from '../useAnnouncements';
import styles from './market.module.css';

interface Props {
  readonly announced: Announced;
  /** The stretch of time under the crosshair; null where it is elsewhere: then the next announcement is told. */
  readonly under: { readonly from: number; readonly to: number } | null;
  readonly colours: ColourTokens;
}

/** What the hatched bands are, and the announcement under the crosshair, else the next one. */
export function AnnouncementLegend({ announced, under, colours }: Props) {
  const { t } = useTranslation('market');
  const format = useFormat();
  const now = useNow();
  const { announcements, minutes } = announced;
  if (announcements.length === 0) return null;
  const reach = minutes * MINUTE;
  const next = announcements.filter(({ at }) => at + reach >= now).toSorted((a, b) => a.at - b.at)[0];
  const told =
    under === null ? (next === undefined ? [] : [next]) : announcementsAround(announcements, minutes, under.from, under.to);
  return (
    <span className={styles.legendItem}>
      <span className={styles.bandSwatch} style={{ color: colours.announcementLine }} aria-hidden />
      {t('announcements.band', { minutes })}
      {told.map(({ id, at, currency, title }) => (
        <b key={id}>
          {' '}
          {formatTime(at, format, under === null ? 'short' : 'minute')} {currency} {title}
        </b>
      ))}
    </span>
  );
}
