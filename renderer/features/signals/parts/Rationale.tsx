import { useTranslation } from 'react-i18next';
import type { Reason } from '../../../../shared/features/signals/signal';
import styles from './signals.module.css';

/** Why the strategy fired, in its own sentences. A reason whose sentence is unknown (an older strategy) is shown as it stands. */
export function Rationale({ reasons }: { reasons: readonly Reason[] }) {
  const { t, i18n } = useTranslation('signals');
  if (reasons.length === 0) return <p className={styles.faint}>{t('inspector.noReasons')}</p>;
  const sentence = (reason: Reason): string => {
    const key = `strategies:${reason.key}`;
    if (i18n.exists(key)) return String(i18n.t(key as never, reason.values as never));
    return [reason.key, ...Object.entries(reason.values).map(([name, value]) => `${name} ${value}`)].join(' · ');
  };
  return (
    <ul className={styles.sentences}>
      {reasons.map((reason) => (
        <li key={reason.key}>{sentence(reason)}</li>
      ))}
    </ul>
  );
}
