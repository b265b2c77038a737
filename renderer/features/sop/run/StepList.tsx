import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSay } from '../say';
import { useDesk } from './desk';
import styles from './run.module.css';

/** The list holds the focus; the keys of the screen work on the chosen step, which is opened in place. */
export function StepList({ ref, children }: { ref: Ref<HTMLElement>; children: ReactNode }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const { current, steps, move } = useDesk();
  const id = current?.step.id;
  useEffect(() => {
    // The head first, so that a long panel does not hide what it belongs to.
    if (id !== undefined) document.getElementById(`step-${id}`)?.scrollIntoView({ block: 'nearest' });
  }, [id]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey) return;
    const by = { ArrowDown: 1, ArrowUp: -1, Home: -steps.length, End: steps.length }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(by);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the list holds the focus for its steps, and scrolls.
    <section ref={ref} className={styles.list} tabIndex={0} aria-label={t('run.steps')} onKeyDown={onKeyDown}>
      <div className="s-hidden" role="status">
        {current !== null &&
          `${steps.indexOf(current) + 1}/${steps.length} ${say(current.step.title)}, ${t(`stepState.${current.status.state}`)}`}
      </div>
      {children}
    </section>
  );
}
