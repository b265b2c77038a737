import { useTranslation } from 'react-i18next';
import { useGoTo } from '../../../app/navigation';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatDuration } from '../../../ui/format/format';
import { Inspector, Section } from '../../../ui/Screen';
import { Fields, Time } from '../../../ui/values';
import { Avatar, PersonName } from '../parts/marks';
import { Contacts, Escalations, Templates } from '../parts/Reference';
import shared from '../parts/sop.module.css';
import { useSay } from '../say';
import { useDesk } from './desk';
import { RunTimeline } from './RunTimeline';

/** The run itself: who leads it, who is here, what has happened, and what the procedure keeps at hand. */
export function RunInspector() {
  const { t } = useTranslation('sop');
  const goTo = useGoTo();
  const { run } = useDesk();
  const { pinned, parent } = run;
  return (
    <Inspector title={t('run.facts')}>
      <Section>
        <RunFacts />
        <div className={shared.actions} style={{ marginTop: 8 }}>
          <button type="button" className={shared.link} onClick={() => goTo(`/procedures/${run.procedure}`)}>
            {t('today.read')}
          </button>
          {parent !== null && (
            <button type="button" className={shared.link} onClick={() => goTo(`/runs/${parent}`)}>
              {t('run.openParent')}
            </button>
          )}
        </div>
      </Section>
      {run.endedAt === null && (
        <Section title={t('run.people')}>
          <People />
        </Section>
      )}
      <Escalations procedure={pinned} />
      <Contacts procedure={pinned} />
      <Templates procedure={pinned} />
      <Section title={t('run.timeline')}>
        <RunTimeline />
      </Section>
    </Inspector>
  );
}

function RunFacts() {
  const { t } = useTranslation('sop');
  const format = useFormat();
  const { run } = useDesk();
  const { startedAt, endedAt, dueAt, onTime } = run;
  return (
    <Fields
      rows={[
        { name: t('run.lead'), value: <PersonName person={run.lead} /> },
        ...(dueAt === null ? [] : [{ name: t('run.dueAt'), value: <Time at={dueAt} style="short" /> }]),
        ...(startedAt === null ? [] : [{ name: t('run.startedAt'), value: <Time at={startedAt} style="short" /> }]),
        ...(endedAt === null ? [] : [{ name: t('run.endedAt'), value: <Time at={endedAt} style="short" /> }]),
        ...(startedAt === null || endedAt === null
          ? []
          : [{ name: t('run.duration'), value: formatDuration(endedAt - startedAt, format) }]),
        ...(onTime === null ? [] : [{ name: t('run.onTime'), value: t(onTime ? 'run.yes' : 'run.no') }]),
        { name: t('run.procedure'), value: `${run.procedure} · v${run.version}` },
      ]}
    />
  );
}

function People() {
  const { t } = useTranslation('sop');
  const say = useSay();
  const { others, steps } = useDesk();
  if (others.length === 0) return <p className={shared.beside}>{t('run.alone')}</p>;
  return (
    <ul className={shared.rows}>
      {others.map((person) => {
        const at = steps.find(({ step }) => step.id === person.step);
        return (
          <li key={person.id}>
            <span className={shared.person}>
              <Avatar person={person} live />
              <span>
                {at === undefined
                  ? t('run.onNoStep', { name: person.name })
                  : t('run.onStep', { name: person.name, step: say(at.step.title) })}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
