import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { browserOf } from '../../../ui/browserName';
import { Age, StatusTag, Time } from '../../../ui/values';
import styles from './access.module.css';

interface SessionRow {
  readonly id: string;
  readonly label: string;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly current: boolean;
}

interface SessionListProps {
  readonly sessions: readonly SessionRow[];
  /** What can be done with one that is not this window's. */
  readonly act?: (session: SessionRow) => ReactNode;
}

/** Where somebody is signed in. */
export function SessionList({ sessions, act }: SessionListProps) {
  const { t } = useTranslation('access');
  if (sessions.length === 0) return <p className={styles.note}>{t('sessions.none')}</p>;
  return (
    <ul className={styles.list}>
      {sessions.map((session) => (
        <li key={session.id} className={styles.item}>
          <span className={styles.itemMain}>
            {browserOf(session.label) ?? t('sessions.unknown')}
            <small>
              {t('sessions.seen')} <Age at={session.lastSeenAt} /> · {t('sessions.until')} <Time at={session.expiresAt} />
            </small>
          </span>
          {session.current ? <StatusTag tone="live">{t('sessions.current')}</StatusTag> : act?.(session)}
        </li>
      ))}
    </ul>
  );
}
