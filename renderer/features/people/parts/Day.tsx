import { useFormat } from '../../../ui/format/FormatProvider';
import { formatTime } from '../../../ui/format/format';

/** A civil day, the same for every reader: no zone moves it. */
export function Day({ of: day }: { of: string }) {
  const { locale } = useFormat();
  return <time dateTime={day}>{formatTime(Date.parse(`${day}T12:00:00Z`), { locale, timeZone: 'UTC' }, 'day')}</time>;
}
