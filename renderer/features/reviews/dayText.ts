import { useCallback } from 'react';
import { useFormat } from '../../ui/format/FormatProvider';

/** A civil day in the operator's language, whatever the operator's zone: it is no instant. */
export function useDayText(): (day: string) => string {
  const { locale } = useFormat();
  return useCallback(
    (day) =>
      new Intl.DateTimeFormat(locale, {
        weekday: 'short',
        day: '2-digit',
        month: '2-digit',
        year: '2-digit',
        timeZone: 'UTC',
      }).format(Date.parse(`${day}T12:00:00Z`)),
    [locale],
  );
}
