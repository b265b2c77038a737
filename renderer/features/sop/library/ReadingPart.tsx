import { useTranslation } from 'react-i18next';
import type { ProcedureDetail } from '../../../../shared/features/sop/library';
import type { Phase, Procedure } from '../../../../shared/features/sop/procedure';
import type { Weekday } from '../../../../shared/features/sop/schedule';
import type { Branch, Step } from '../../../../shared/features/sop/step';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatTime } from '../../../ui/format/format';
import { Section } from '../../../ui/Screen';
import { Fields, Time } from '../../../ui/values';
import { LastRuns } from '../parts/LastRuns';
import { KindIcon } from '../parts/marks';
import { Contacts, Escalations, Templates } from '../parts/Reference';
import shared from '../parts/sop.module.css';
import { roleWord } from '../refusal';
import { useSay } from '../say';
import { nextTimes, scheduleWords, weekdayName } from '../scheduleWords';
import styles from './library.module.css';
import { ValuesTable } from './ValuesTable';

/** The procedure as a text to be read: what for, when, how, and the figures that it states. */
export function ReadingPart({ detail }: { detail: ProcedureDetail }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const { procedure, row } = detail;
  return (
    <>
      <Section title={t('library.objective')}>
        <p className={shared.prose}>{say(procedure.objective)}</p>
      </Section>
      <Section>
        <Fields
          rows={[
            { name: t('library.owners'), value: row.roles.map((role) => roleWord(role, t)).join(', ') },
            ...(procedure.frequency === undefined ? [] : [{ name: t('library.frequency'), value: say(procedure.frequency) }]),
            { name: t('library.published'), value: <Time at={row.publishedAt} style="day" /> },
            { name: t('library.reviewAt'), value: <Time at={row.reviewDueAt} style="day" /> },
            ...(row.openRuns === 0 ? [] : [{ name: t('library.openRuns'), value: row.openRuns }]),
          ]}
        />
      </Section>
      <Section title={t('library.schedules')}>
        <Schedules detail={detail} />
      </Section>
      {procedure.phases.map((phase) => (
        <PhaseText key={phase.id} phase={phase} procedure={procedure} />
      ))}
      {procedure.values.length > 0 && (
        <Section title={t('library.values')}>
          <ValuesTable values={procedure.values} />
        </Section>
      )}
      <Escalations procedure={procedure} />
      <Templates procedure={procedure} />
      <Contacts procedure={procedure} />
      <Section title={t('today.lastRuns')}>
        <LastRuns procedure={procedure.id} />
      </Section>
    </>
  );
}

const NEXT = 3;

function Schedules({ detail: { procedure, offDays } }: { detail: ProcedureDetail }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const format = useFormat();
  const { window: work } = procedure;
  return (
    <ul className={shared.rows}>
      {procedure.schedules.map((schedule) => {
        const off = (offDays[schedule.id] ?? []) as readonly Weekday[];
        const times = nextTimes(schedule, Date.now(), off, NEXT).map(({ at }) => formatTime(at, format, 'short'));
        return (
          <li key={schedule.id}>
            <div>
              {say(schedule.title)}
              <div className={shared.beside}>{scheduleWords(schedule, t, format, off)}</div>
              {times.length > 0 && <div className={shared.beside}>{t('library.nextTimes', { times: times.join(' · ') })}</div>}
            </div>
            {schedule.kind !== 'demand' && schedule.kind !== 'event' && (
              <span className={shared.faint}>{t('library.grace', { count: schedule.graceMinutes })}</span>
            )}
          </li>
        );
      })}
      {work !== undefined && (
        <li>
          <div>
            {t('library.window')}
            <div className={shared.beside}>
              {t('library.windowWords', {
                days: work.days.map((day) => weekdayName(day, format)).join(', '),
                from: work.from,
                to: work.to,
              })}
            </div>
          </div>
        </li>
      )}
    </ul>
  );
}

function PhaseText({ phase, procedure }: { phase: Phase; procedure: Procedure }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const box = phase.timeBox;
  const marks = [
    phase.part === 'work' ? null : t(`part.${phase.part}`),
    box === undefined
      ? null
      : box.toMinutes === null
        ? t('run.boxOpen', { from: box.fromMinutes })
        : t('library.phaseBox', { from: box.fromMinutes, to: box.toMinutes }),
    phase.businessDay === undefined
      ? null
      : t('run.businessDay', {
          days: phase.businessDay === 0 ? '' : phase.businessDay > 0 ? `+${phase.businessDay}` : `−${-phase.businessDay}`,
        }),
    phase.only === undefined ? null : branchText(phase.only, procedure, t, say),
  ].filter((mark) => mark !== null);
  return (
    <Section
      title={
        <>
          {say(phase.title)} {marks.length > 0 && <span className={shared.faint}>{marks.join(' · ')}</span>}
        </>
      }
    >
      <ol className={styles.steps}>
        {phase.steps.map((step) => (
          <StepText key={step.id} step={step} procedure={procedure} />
        ))}
      </ol>
    </Section>
  );
}

function StepText({ step, procedure }: { step: Step; procedure: Procedure }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  return (
    <li>
      <KindIcon kind={step.kind} />
      <div>
        <strong>{say(step.title)}</strong>
        <p className={styles.help}>{say(step.help)}</p>
        {step.kind === 'decide' && <p className={shared.faint}>{step.options.map((option) => say(option.label)).join(' / ')}</p>}
        {step.kind === 'record' && <p className={shared.faint}>{step.fields.map((field) => say(field.label)).join(' · ')}</p>}
        {step.evidence !== undefined && (
          <p className={shared.faint}>{t('library.evidenceWanted', { what: say(step.evidence.what) })}</p>
        )}
        {step.only !== undefined && <p className={shared.faint}>{branchText(step.only, procedure, t, say)}</p>}
      </div>
    </li>
  );
}

/** The options on which a step or phase hangs, by their names. */
function branchText(
  only: Branch,
  procedure: Procedure,
  t: ReturnType<typeof useTranslation<'sop'>>['t'],
  say: ReturnType<typeof useSay>,
): string {
  const decision = procedure.phases.flatMap(({ steps }) => steps).find(({ id }) => id === only.decision);
  const options = decision?.kind === 'decide' ? decision.options : [];
  const names = only.is.map((id) => {
    const option = options.find((one) => one.id === id);
    return option === undefined ? id : say(option.label);
  });
  return t('library.onlyIf', { options: names.join(', ') });
}
