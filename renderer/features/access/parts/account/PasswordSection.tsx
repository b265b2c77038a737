import { PasswordInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../../shared/features/access/operator';
import { client } from '../../../../app/client';
import { tell } from '../../../../ui/toasts';
import { Time } from '../../../../ui/values';
import { readHello } from '../../queries';
import { useAct } from '../../useAct';
import styles from '../access.module.css';
import { Form } from '../Form';
import { isReady, NewPassword, NO_PASSWORD } from '../NewPassword';

export function PasswordSection({ operator }: { operator: Me }) {
  const { t } = useTranslation('access');
  const id = useId();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(NO_PASSWORD);
  const act = useAct(client.access.changePassword, () => {
    setCurrent('');
    setNext(NO_PASSWORD);
    tell(t('account.passwordChanged'));
    void readHello();
  });
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('field.password')}</h2>
      {operator.passwordAt !== null && (
        <p className={styles.note}>
          {t('account.passwordSince')} <Time at={operator.passwordAt} style="day" />
        </p>
      )}
      <div className={styles.narrow}>
        <Form
          act={act}
          ready={current !== '' && isReady(next)}
          submit={t('account.changePassword')}
          onSubmit={() => act.run({ current, next: next.first })}
        >
          <PasswordInput
            label={t('account.currentPassword')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('field.show') }}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <NewPassword value={next} onChange={setNext} />
        </Form>
      </div>
    </section>
  );
}
