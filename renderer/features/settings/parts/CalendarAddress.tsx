import { Button, Select, TextInput } from '@mantine/core';
import { isDefinedError } from '@orpc/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isSafeUrl } from '../../../../shared/base/safeUrl';
import { REFRESH_MINUTES } from '../../../../shared/features/market/announcements/refresh';
import type { CalendarSource } from '../../../../shared/features/market/contract';
import { orpc, queryClient } from '../../../app/client';
import { usePreferences, useSavePreferences } from '../../../app/preferences';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatTime } from '../../../ui/format/format';
import { tell } from '../../../ui/toasts';
import { Row } from './Row';
import styles from './settings.module.css';

const REREAD_MS = 5_000;

/** Where the calendar is fetched from by itself, how often, and how that goes. */
export function CalendarAddress() {
  const { t } = useTranslation('settings');
  const { calendarUrl, calendarEveryMinutes } = usePreferences();
  const save = useSavePreferences();
  const { data: source } = useQuery(orpc.market.calendarSource.queryOptions({ refetchInterval: REREAD_MS }));
  const [draft, setDraft] = useState<string | null>(null);
  const url = draft ?? calendarUrl;
  const wrong = url.trim() !== '' && !isSafeUrl(url.trim());
  const keep = (event: FormEvent) => {
    event.preventDefault();
    if (wrong) return;
    save.mutate(
      { calendarUrl: url.trim() },
      {
        onSuccess: () => {
          setDraft(null);
          void queryClient.invalidateQueries({ queryKey: orpc.market.calendarSource.key() });
        },
      },
    );
  };
  return (
    <>
      <Row label={t('calendar.url')} note={t('calendar.urlNote')}>
        <form onSubmit={keep} className={styles.inline}>
          <TextInput
            size="xs"
            w={300}
            aria-label={t('calendar.url')}
            placeholder="https://"
            value={url}
            error={wrong ? t('calendar.urlWrong') : undefined}
            onChange={(event) => setDraft(event.currentTarget.value)}
          />
          <Button
            size="xs"
            type="submit"
            variant="default"
            disabled={wrong || url.trim() === calendarUrl}
            loading={save.isPending}
          >
            {t('calendar.urlSave')}
          </Button>
        </form>
      </Row>
      {calendarUrl !== '' && (
        <Row label={t('calendar.every')} note={source === undefined ? undefined : <Standing source={source} />}>
          <div className={styles.inline}>
            <Select
              size="xs"
              w={150}
              aria-label={t('calendar.every')}
              allowDeselect={false}
              data={REFRESH_MINUTES.map((minutes) => ({ value: String(minutes), label: t(`calendar.minutes.${minutes}`) }))}
              value={String(calendarEveryMinutes)}
              onChange={(minutes) => minutes !== null && save.mutate({ calendarEveryMinutes: Number(minutes) })}
              comboboxProps={{ transitionProps: { duration: 0 } }}
            />
            <RefreshNow busy={source?.busy === true} />
          </div>
        </Row>
      )}
    </>
  );
}

function RefreshNow({ busy }: { busy: boolean }) {
  const { t } = useTranslation('settings');
  const refresh = useMutation(
    orpc.market.refreshCalendar.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: orpc.market.calendarSource.key() });
        void queryClient.invalidateQueries({ queryKey: orpc.market.announcements.key() });
      },
      onError: (error) => tell(t(isDefinedError(error) ? 'calendar.urlMissing' : 'calendar.refreshFailed')),
    }),
  );
  return (
    <Button size="xs" variant="default" loading={busy || refresh.isPending} onClick={() => refresh.mutate({})}>
      {t('calendar.refresh')}
    </Button>
  );
}

/** One sentence: the last fetch, what went wrong since, and when it is tried again. */
function Standing({ source }: { source: CalendarSource }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { success, failure, nextAt } = source;
  const time = (at: number) => formatTime(at, format, 'short');
  return (
    <span role="status">
      {failure !== null && <span className={styles.bad}>{failureSentence()} </span>}
      {success !== null && `${t('calendar.fetched', { time: time(success.at), added: success.added, moved: success.moved })} `}
      {success === null && failure === null && `${t('calendar.notYet')} `}
      {nextAt !== null && t('calendar.nextFetch', { time: time(nextAt) })}
    </span>
  );

  function failureSentence(): string {
    if (failure === null) return '';
    const { code, value, fault, line } = failure;
    const reason =
      fault === null
        ? t(`calendar.fetchFaults.${code}`, { value })
        : t('calendar.atLine', { line: line ?? 0, reason: t(`calendar.faults.${fault}`, { value }) });
    return t('calendar.fetchFailed', { time: time(failure.at), reason });
  }
}
