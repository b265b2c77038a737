import { Button, PasswordInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { Form } from '../parts/Form';
import { readHello, signOut } from '../queries';
import { useAct } from '../useAct';
import { GateCard } from './GateCard';
import styles from './gate.module.css';

/** Over the work, which stays as it was underneath. */
export function Lock({ name, email }: { name: string; email: string }) {
  const { t } = useTranslation('access');
  const [password, setPassword] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const act = useAct(
    client.access.unlock,
    () => void readHello(),
    () => field.current?.select(),
  );
  return (
    <div className={styles.cover}>
      <GateCard title={t('lock.title')} lead={t('lock.lead')}>
        <div className={styles.person}>
          <span className={styles.initials} aria-hidden>
            {initials(name)}
          </span>
          <div>
            <strong>{name}</strong>
            <p>{email}</p>
          </div>
        </div>
        <Form
          act={act}
          ready={password !== ''}
          submit={t('lock.submit')}
          onSubmit={() => act.run({ password })}
          aside={
            <Button variant="subtle" onClick={() => void signOut()}>
              {t('lock.other')}
            </Button>
          }
        >
          <PasswordInput
            ref={field}
            label={t('field.password')}
            autoComplete="current-password"
            autoFocus
            visibilityToggleButtonProps={{ 'aria-label': t('field.show') }}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </Form>
      </GateCard>
    </div>
  );
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();
}
