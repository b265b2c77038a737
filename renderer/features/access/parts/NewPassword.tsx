import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LEAST, passwordStrength } from '../passwordStrength';
import styles from './access.module.css';

export interface PasswordPair {
  readonly first: string;
  readonly again: string;
}

export const NO_PASSWORD: PasswordPair = { first: '', again: '' };
export const isReady = ({ first, again }: PasswordPair) => first.length >= LEAST && first === again;

const MARKS = { short: 0, weak: 1, fair: 2, good: 3, strong: 4 } as const;

/** A new password, how good it is in a word, and once more against slips. */
export function NewPassword({ value, onChange }: { value: PasswordPair; onChange: (value: PasswordPair) => void }) {
  const { t } = useTranslation('access');
  const strength = passwordStrength(value.first);
  const differs = value.again !== '' && !value.first.startsWith(value.again);
  const toggle = { visibilityToggleButtonProps: { 'aria-label': t('field.show') } };
  return (
    <>
      <div>
        <PasswordInput
          {...toggle}
          label={t('field.newPassword')}
          description={t('password.hint', { count: LEAST })}
          autoComplete="new-password"
          maxLength={200}
          value={value.first}
          onChange={(event) => onChange({ ...value, first: event.currentTarget.value })}
        />
        {value.first !== '' && (
          <div className={styles.strength}>
            <meter aria-label={t('password.strength')} min={0} max={4} low={2} high={3} optimum={4} value={MARKS[strength]} />
            <span role="status">{t(`password.${strength}`, { count: LEAST - value.first.length })}</span>
          </div>
        )}
      </div>
      <PasswordInput
        {...toggle}
        label={t('field.again')}
        autoComplete="new-password"
        maxLength={200}
        error={differs ? t('password.differs') : undefined}
        value={value.again}
        onChange={(event) => onChange({ ...value, again: event.currentTarget.value })}
      />
    </>
  );
}
