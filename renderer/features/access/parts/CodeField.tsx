import { TextInput } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './access.module.css';

interface CodeFieldProps {
  readonly value: string;
  readonly onChange: (code: string) => void;
  /** A recovery code is taken as well. */
  readonly recovery?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** The contract's shortest code. */
const LEAST = 6;
export const isCode = (code: string) => code.trim().length >= LEAST;

/** The code of the second factor. */
export function CodeField({ value, onChange, recovery = false, ref }: CodeFieldProps) {
  const { t } = useTranslation('access');
  return (
    <TextInput
      {...(ref === undefined ? {} : { ref })}
      className={styles.code ?? ''}
      label={t('field.code')}
      description={recovery ? t('field.codeHint') : undefined}
      inputMode={recovery ? 'text' : 'numeric'}
      autoComplete="one-time-code"
      spellCheck={false}
      autoFocus
      data-autofocus
      maxLength={40}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
