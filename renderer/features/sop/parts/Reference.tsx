import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../../../shared/features/sop/procedure';
import type { Template } from '../../../../shared/features/sop/values';
import { CopyButton } from '../../../ui/CopyButton';
import { Section } from '../../../ui/Screen';
import { roleWord } from '../refusal';
import { useSay } from '../say';
import styles from './sop.module.css';

type Part = { readonly procedure: Procedure };

/** Who takes over from whom, and when. */
export function Escalations({ procedure }: Part) {
  const { t } = useTranslation('sop');
  const say = useSay();
  if (procedure.escalations.length === 0) return null;
  return (
    <Section title={t('run.escalations')}>
      <ul className={styles.rows}>
        {procedure.escalations.map((one) => (
          <li key={one.id}>
            <div>
              {t('library.escalation', { from: say(one.from), to: say(one.to) })}
              {one.afterMinutes !== undefined && (
                <span className={styles.beside}> {t('library.escalationAfter', { count: one.afterMinutes })}</span>
              )}
              <div className={styles.beside}>{say(one.when)}</div>
              <div className={styles.faint}>{one.roles.map((role) => roleWord(role, t)).join(', ')}</div>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Contacts({ procedure }: Part) {
  const { t } = useTranslation('sop');
  const say = useSay();
  if (procedure.contacts.length === 0) return null;
  return (
    <Section title={t('run.contacts')}>
      <ul className={styles.rows}>
        {procedure.contacts.map((one) => (
          <li key={one.id}>
            <span>{say(one.title)}</span>
            <span className={styles.beside}>{one.value}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Texts to be sent, ready to be copied. */
export function Templates({ procedure }: Part) {
  const { t } = useTranslation('sop');
  if (procedure.templates.length === 0) return null;
  return (
    <Section title={t('run.templates')}>
      <div className={styles.stack}>
        {procedure.templates.map((one) => (
          <TemplateText key={one.id} template={one} />
        ))}
      </div>
    </Section>
  );
}

function TemplateText({ template }: { template: Template }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const { subject } = template;
  return (
    <details className={styles.template}>
      <summary>
        <span>{say(template.title)}</span>
        <CopyButton text={say(template.body)} label={t('library.copyTemplate')} done={t('library.copied')} />
      </summary>
      {subject !== undefined && <p className={styles.beside}>{t('library.subject', { subject: say(subject) })}</p>}
      <p className={styles.prose}>{say(template.body)}</p>
    </details>
  );
}
