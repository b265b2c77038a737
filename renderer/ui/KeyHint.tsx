import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './values.module.css';

const SYMBOLS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Plus: '+',
};
const NAMED = [
  'Enter',
  'Escape',
  'Insert',
  'Delete',
  'Space',
  'Shift',
  'Home',
  'End',
  'Tab',
  'Backspace',
  'PageUp',
  'PageDown',
] as const;
type Named = (typeof NAMED)[number];
const isNamed = (key: string): key is Named => (NAMED as readonly string[]).includes(key);

/** The keys of a shortcut as this language's keyboards print them: `Ctrl+K`, `Entrée`. */
export function KeyHint({ shortcut }: { shortcut: string }) {
  const { t } = useTranslation('ui');
  return (
    <span className={styles.keys}>
      {shortcut.split('+').map((key) => (
        <kbd key={key} className={styles.key}>
          {isNamed(key) ? t(`key.${key}`) : (SYMBOLS[key] ?? key)}
        </kbd>
      ))}
    </span>
  );
}

/** A tooltip that names an action and its key. */
export function KeyTip({ label, shortcut, children }: { label: string; shortcut: string | null; children: ReactElement }) {
  return (
    <Tooltip
      openDelay={350}
      label={
        <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
          {label}
          {shortcut !== null && <KeyHint shortcut={shortcut} />}
        </span>
      }
    >
      {children}
    </Tooltip>
  );
}
