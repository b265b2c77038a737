import { useTranslation } from 'react-i18next';
import styles from './frame.module.css';

const KNOWN = ['none', 'ended', 'UNKNOWN_TOKEN', 'EXPIRED_TOKEN', 'USED_TOKEN', 'BACK_OFF'] as const;
type Known = (typeof KNOWN)[number];
const isKnown = (reason: string): reason is Known => (KNOWN as readonly string[]).includes(reason);

/** Shown instead of the console when there is no session: why, and how to get one. */
export function SessionScreen({ reason }: { reason: string }) {
  const { t } = useTranslation('app');
  return (
    <main className={styles.sessionScreen}>
      <div className={styles.sessionCard}>
        <div className={styles.brand}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          Sirrius Console
        </div>
        <h1>{t(isKnown(reason) ? `session.${reason}.title` : 'session.other.title')}</h1>
        <p>{isKnown(reason) ? t(`session.${reason}.text`) : t('session.other.text', { reason })}</p>
        <ol>
          <li>{t('session.wayStart')}</li>
          <li>{t('session.wayWindow')}</li>
        </ol>
      </div>
    </main>
  );
}
