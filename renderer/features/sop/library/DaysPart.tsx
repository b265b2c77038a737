import { Button, Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProcedureDetail } from '../../../../shared/features/sop/library';
import type { Schedule, Weekday } from '../../../../shared/features/sop/schedule';
import { orpc, queryClient } from '../../../app/client';
import { useFormat } from '../../../ui/format/FormatProvider';
import { Section } from '../../../ui/Screen';
import { EmptyState } from '../../../ui/states';
import { tell } from '../../../ui/toasts';
import shared from '../parts/sop.module.css';
import { useMay } from '../queries';
import { useRefusalText } from '../refusal';
import { useSay } from '../say';
import { WEEKDAYS, weekdayName } from '../scheduleWords';
import styles from './library.module.css';

type Daily = Extract<Schedule, { kind: 'weekly' | 'session' }>;

/** On which weekdays the schedules hold; the owner may untick some without a new version. */
export function DaysPart({ detail }: { detail: ProcedureDetail }) {
  const { t } = useTranslation('sop');
  const daily = detail.procedure.schedules.filter((one): one is Daily => one.kind === 'weekly' || one.kind === 'session');
  if (daily.length === 0) return <EmptyState title={t('library.tab.days')} text={t('library.days.none')} />;
  return (
    <>
      <Section>
        <p className={shared.beside}>{t('library.days.hint')}</p>
      </Section>
      {daily.map((schedule) => (
        <ScheduleDays key={schedule.id} id={detail.row.id} schedule={schedule} off={detail.offDays[schedule.id] ?? []} />
      ))}
    </>
  );
}

function ScheduleDays({ id, schedule, off }: { id: string; schedule: Daily; off: readonly string[] }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const format = useFormat();
  const mayEdit = useMay('sop:edit');
  const refusalText = useRefusalText();
  const [chosen, setChosen] = useState<readonly string[]>(off);
  const planned = schedule.kind === 'weekly' && schedule.days.length > 0 ? schedule.days : WEEKDAYS;
  const save = useMutation(
    orpc.sop.setOffDays.mutationOptions({
      onSuccess: () => {
        tell(t('library.days.saved'));
        void queryClient.invalidateQueries({ queryKey: orpc.sop.key() });
      },
    }),
  );
  const toggle = (day: Weekday, on: boolean) => setChosen((days) => (on ? days.filter((one) => one !== day) : [...days, day]));
  const changed = [...chosen].sort().join() !== [...off].sort().join();
  return (
    <Section title={say(schedule.title)}>
      <fieldset className={styles.days} disabled={!mayEdit}>
        <legend className="s-hidden">{t('library.days.legend', { title: say(schedule.title) })}</legend>
        {WEEKDAYS.filter((day) => planned.includes(day)).map((day) => (
          <Checkbox
            key={day}
            size="xs"
            label={weekdayName(day, format)}
            checked={!chosen.includes(day)}
            onChange={(event) => toggle(day, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
      {save.isError && (
        <p className={shared.refusal} role="alert">
          {refusalText(save.error)}
        </p>
      )}
      {changed && (
        <Button
          size="xs"
          mt={8}
          loading={save.isPending}
          onClick={() => save.mutate({ id, schedule: schedule.id, days: WEEKDAYS.filter((day) => chosen.includes(day)) })}
        >
          {t('library.days.save')}
        </Button>
      )}
    </Section>
  );
}
