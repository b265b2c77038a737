import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAsGuest, usePreferences } from '../../../app/preferences';
import styles from './gate.module.css';

/** One column, one question: what every screen before the work looks like. */
export function GateCard({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('access');
  const { language } = usePreferences();
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <span className={styles.brand}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          Sirrius Console
        </span>
        <SegmentedControl
          size="xs"
          aria-label={t('gate.language')}
          value={language}
          onChange={speakAsGuest}
          data={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
        />
      </header>
      <main className={styles.main}>
        <div className={styles.card}>
          <h1>{title}</h1>
          <div className={styles.lead}>{lead}</div>
          {children}
        </div>
      </main>
    </div>
  );
}
