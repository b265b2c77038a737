import { Button } from '@mantine/core';
import { isDefinedError } from '@orpc/client';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY } from '../../../../shared/base/time';
import type { CalendarFault } from '../../../../shared/features/market/announcements/faults';
import { orpc, queryClient } from '../../../app/client';
import { shell } from '../../../app/shell';
import { ErrorState, Progress } from '../../../ui/states';
import { StatusTag, Time } from '../../../ui/values';
import { CalendarAddress } from './CalendarAddress';
import { CalendarWords } from './CalendarWords';
import { Row, SettingsSection } from './Row';
import { readText } from './readText';
import styles from './settings.module.css';

/** The contract's longest text. */
const LARGEST = 8_000_000;
const AHEAD_DAYS = 14;
const SHOWN = 12;
/** Instruments named beside an announcement. */
const TOUCHED = 4;
const IMPACT_TONES = { high: 'danger', medium: 'warning', low: 'neutral' } as const;

/** Announcements around which no signal is published, from a CSV, ICS or JSON file or from an address. */
export function CalendarSection() {
  const { t } = useTranslation('settings');
  const [name, setName] = useState<string | null>(null);
  const load = useMutation(
    orpc.market.importAnnouncements.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.market.announcements.key() }),
    }),
  );
  const pick = async () => {
    const file = await shell.pickFile({ title: t('calendar.pick'), extensions: ['csv', 'ics', 'json', 'gz'], maxBytes: LARGEST });
    if (file === null) return;
    setName(file.name);
    load.mutate({ name: file.name, text: await readText(file.bytes) });
  };
  return (
    <SettingsSection id="calendar" title={t('calendar.title')} note={t('calendar.note')}>
      <Row label={t('calendar.file')} note={t('calendar.fileNote')}>
        <Button size="xs" variant="default" onClick={() => void pick()} loading={load.isPending}>
          {t('calendar.import')}
        </Button>
      </Row>
      <div role="status">
        {load.isPending && <Progress label={t('calendar.reading', { name })} done={0} total={null} />}
        {load.isSuccess && (
          <p className={styles.good}>
            {t('calendar.added', { count: load.data.added })} · {t('calendar.moved', { count: load.data.moved })} ·{' '}
            {t('calendar.unchanged', { count: load.data.unchanged })}
          </p>
        )}
        {load.isError &&
          (isDefinedError(load.error) ? (
            <p className={styles.bad}>
              {t('calendar.unreadable', { name, line: load.error.data.line, reason: faultOf(t, load.error.data) })}
            </p>
          ) : (
            <ErrorState error={load.error} kept={t('calendar.kept')} />
          ))}
      </div>
      <CalendarAddress />
      <CalendarWords />
      <Upcoming />
    </SettingsSection>
  );
}

/** What is wrong with the file, in the language of the screen. */
function faultOf(t: TFunction<'settings'>, { code, value }: { readonly code: CalendarFault; readonly value: string }): string {
  return t(`calendar.faults.${code}`, { value });
}

function Upcoming() {
  const { t } = useTranslation('settings');
  const [from] = useState(() => Date.now());
  const { data } = useQuery(orpc.market.announcements.queryOptions({ input: { from, to: from + AHEAD_DAYS * DAY } }));
  const { data: market } = useQuery(orpc.market.instruments.queryOptions({ staleTime: 60_000 }));
  if (data === undefined) return null;
  const touched = (currency: string): string => {
    if (currency === 'ALL') return t('calendar.touchesAll');
    const ids = (market?.instruments ?? []).filter(({ currencies }) => currencies.includes(currency)).map(({ id }) => id);
    if (ids.length === 0) return t('calendar.touchesNone');
    if (ids.length <= TOUCHED) return ids.join(', ');
    return t('calendar.touchesMore', { ids: ids.slice(0, TOUCHED).join(', '), count: ids.length - TOUCHED });
  };
  if (data.version === null) return <p className={styles.note}>{t('calendar.none')}</p>;
  if (data.announcements.length === 0) return <p className={styles.note}>{t('calendar.quiet', { count: AHEAD_DAYS })}</p>;
  return (
    <ul className={styles.list} aria-label={t('calendar.next')}>
      {data.announcements.slice(0, SHOWN).map((one) => (
        <li key={one.id} className={styles.item}>
          <Time at={one.at} />
          <StatusTag tone={IMPACT_TONES[one.impact]}>{t(`calendar.impact.${one.impact}`)}</StatusTag>
          <span className={styles.itemMain}>
            {one.currency} · {one.title}
          </span>
          <span className={styles.itemSide}>{touched(one.currency)}</span>
        </li>
      ))}
    </ul>
  );
}
