import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../../../shared/features/sop/procedure';
import type { DueRow } from '../../../../shared/features/sop/run';
import { orpc, queryClient } from '../../../app/client';
import { useCommand, useKeyOf } from '../../../app/keys';
import { useGoTo } from '../../../app/navigation';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatTime } from '../../../ui/format/format';
import { KeyTip } from '../../../ui/KeyHint';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { Inspector, Section } from '../../../ui/Screen';
import { SkeletonRows } from '../../../ui/states';
import { tell } from '../../../ui/toasts';
import { Fields, Time } from '../../../ui/values';
import { LastRuns } from '../parts/LastRuns';
import { DueTag, ProgressBar } from '../parts/marks';
import styles from '../parts/sop.module.css';
import { useMay, useProcedure } from '../queries';
import { roleWord, useRefusalText } from '../refusal';
import { useSay } from '../say';
import { useStart } from '../useStart';

/** One line of the day: what it is for, what it asks, and the way into it. */
export function DueInspector({ row }: { row: DueRow }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const detail = useProcedure(row.procedure);
  const procedure = detail.data?.procedure.id === row.procedure ? detail.data.procedure : undefined;
  return (
    <Inspector title={say(row.title)} tags={<DueTag state={row.state} />}>
      <Section>
        <div className={styles.stack}>
          {procedure !== undefined && <p className={styles.prose}>{say(procedure.objective)}</p>}
          <Ways row={row} />
          {row.state === 'missed' && <Missed row={row} />}
        </div>
      </Section>
      <Section>
        <Fields
          rows={[
            { name: t('today.due'), value: <Time at={row.dueAt} style="short" /> },
            ...(row.run === null && row.state !== 'missed'
              ? [{ name: t('today.missedAt'), value: <Time at={row.missedAt} style="short" /> }]
              : []),
            ...(row.run === null ? [] : [{ name: t('run.progress'), value: <ProgressBar done={row.done} total={row.total} /> }]),
            { name: t('today.roles'), value: row.roles.map((role) => roleWord(role, t)).join(', ') },
          ]}
        />
        {row.shifted && <p className={styles.beside}>{t('today.shifted')}</p>}
      </Section>
      {procedure === undefined ? <SkeletonRows rows={5} /> : <Outline procedure={procedure} schedule={row.schedule} />}
      <Section title={t('today.lastRuns')}>
        <LastRuns procedure={row.procedure} />
      </Section>
    </Inspector>
  );
}

function Ways({ row }: { row: DueRow }) {
  const { t } = useTranslation('sop');
  const goTo = useGoTo();
  const mayRun = useMay('sop:run');
  const openKey = useKeyOf('list.open');
  const { start, busy, refusal } = useStart();
  const { run } = row;
  return (
    <>
      <div className={styles.actions}>
        {run !== null ? (
          <KeyTip label={t('today.open')} shortcut={openKey}>
            <Button size="xs" onClick={() => goTo(`/runs/${run}`)}>
              {t('today.open')}
            </Button>
          </KeyTip>
        ) : (
          row.state !== 'missed' &&
          mayRun && (
            <KeyTip label={t('today.start')} shortcut={openKey}>
              <Button
                size="xs"
                loading={busy}
                onClick={() => start({ procedure: row.procedure, schedule: row.schedule, dueAt: row.dueAt })}
              >
                {t('today.start')}
              </Button>
            </KeyTip>
          )
        )}
        <Button size="xs" variant="default" onClick={() => goTo(`/procedures/${row.procedure}`)}>
          {t('today.read')}
        </Button>
      </div>
      {!mayRun && <p className={styles.beside}>{t('today.mayNot')}</p>}
      {refusal !== null && (
        <p className={styles.refusal} role="alert">
          {refusal}
        </p>
      )}
    </>
  );
}

/** A miss stays on record; what can still be given is the reason. */
function Missed({ row }: { row: DueRow }) {
  const { t } = useTranslation('sop');
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const mayRun = useMay('sop:run');
  const refusalText = useRefusalText();
  const explain = useMutation(
    orpc.sop.explainMiss.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        tell(t('today.explainedToast'));
        void queryClient.invalidateQueries({ queryKey: orpc.sop.today.key() });
      },
    }),
  );
  useCommand('today.explain', () => setAsking(true), mayRun && row.reason === null);
  return (
    <div className={styles.refusal}>
      <strong>{t('today.missed')}</strong>
      <p>{t('today.missedHint', { at: formatTime(row.missedAt, format, 'short') })}</p>
      {row.reason !== null ? (
        <p>{t('today.explained', { reason: row.reason })}</p>
      ) : (
        mayRun && (
          <Button size="compact-xs" variant="default" mt={6} onClick={() => setAsking(true)}>
            {t('today.explain')}
          </Button>
        )
      )}
      {asking && (
        <ReasonDialog
          title={t('today.explainTitle')}
          text={t('today.explainText')}
          action={t('today.explainAction')}
          busy={explain.isPending}
          refusal={explain.isError ? refusalText(explain.error) : null}
          onConfirm={(reason) => explain.mutate({ key: row.key, reason })}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

/** The phases of this schedule's runs, and what must be so beforehand. */
function Outline({ procedure, schedule }: { procedure: Procedure; schedule: string }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const named = procedure.schedules.find(({ id }) => id === schedule)?.phases ?? [];
  const phases = procedure.phases.filter(({ id }) => named.length === 0 || named.includes(id));
  const before = phases.filter(({ part }) => part === 'prerequisite').flatMap(({ steps }) => steps);
  return (
    <>
      {before.length > 0 && (
        <Section title={t('today.prerequisites')}>
          <ul className={styles.rows}>
            {before.map((step) => (
              <li key={step.id}>
                <span>{say(step.title)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('today.phases')}>
        <ol className={styles.rows}>
          {phases
            .filter(({ part }) => part !== 'prerequisite')
            .map((phase) => (
              <li key={phase.id}>
                <span>{say(phase.title)}</span>
                {phase.part !== 'work' && <span className={styles.beside}>{t(`part.${phase.part}`)}</span>}
                <span className={styles.beside}>{t('today.steps', { count: phase.steps.length })}</span>
              </li>
            ))}
        </ol>
      </Section>
    </>
  );
}
