import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RunEvent } from '../../../../shared/features/sop/run';
import type { Text } from '../../../../shared/features/sop/text';
import { Time } from '../../../ui/values';
import { usePeople } from '../queries';
import { useSay } from '../say';
import { useDesk } from './desk';
import { eventWord, noteOf } from './eventWords';
import styles from './run.module.css';
import type { StepView } from './runView';

/** All that happened, newest first; a step's line leads to the step. */
export function RunTimeline() {
  const { t } = useTranslation('sop');
  const say = useSay();
  const { run, steps, select } = useDesk();
  const people = usePeople();
  const named = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const events = run.events.toReversed();
  if (events.length === 0) return <p className={styles.quiet}>{t('run.noEvents')}</p>;
  return (
    <ol className={styles.events}>
      {events.map((event) => (
        <Entry
          key={event.sequence}
          event={event}
          view={steps.find(({ step }) => step.id === event.step)}
          t={t}
          say={say}
          named={named}
          onSelect={select}
        />
      ))}
    </ol>
  );
}

interface EntryProps {
  readonly event: RunEvent;
  readonly view: StepView | undefined;
  readonly t: TFunction<'sop'>;
  readonly say: (text: Text) => string;
  readonly named: (operator: string) => string;
  readonly onSelect: (step: string) => void;
}

function Entry({ event, view, t, say, named, onSelect }: EntryProps) {
  const note = noteOf(event, view?.step, say, named);
  return (
    <li>
      <Time at={event.at} style="minute" />
      <div>
        {event.by.name} {t(`run.event.${eventWord(event)}`, { defaultValue: event.kind })}
        {view !== undefined && (
          <button type="button" className={styles.eventStep} onClick={() => onSelect(view.step.id)}>
            {say(view.step.title)}
          </button>
        )}
        {note !== null && <p className={styles.quiet}>{note}</p>}
      </div>
    </li>
  );
}
