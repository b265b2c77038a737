import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { usePreferences } from '../../../app/preferences';
import { Form } from '../parts/Form';
import { isReady, NewPassword, NO_PASSWORD } from '../parts/NewPassword';
import { ownZone, ZoneSelect } from '../parts/ZoneSelect';
import { readHello } from '../queries';
import { useAct } from '../useAct';
import { GateCard } from './GateCard';

/** The very first start: whoever sits here becomes the owner. */
export function SetUp() {
  const { t } = useTranslation('access');
  const { language } = usePreferences();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState(NO_PASSWORD);
  const [timeZone, setTimeZone] = useState(ownZone);
  const act = useAct(client.access.setUp, () => void readHello());
  const ready = name.trim().length >= 2 && email.includes('@') && isReady(password);
  return (
    <GateCard title={t('setUp.title')} lead={t('setUp.lead')}>
      <Form
        act={act}
        ready={ready}
        submit={t('setUp.submit')}
        onSubmit={() => act.run({ name, email: email.trim(), password: password.first, language, timeZone })}
      >
        <TextInput
          label={t('field.name')}
          autoComplete="name"
          autoFocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('field.email')}
          description={t('setUp.emailHint')}
          type="email"
          autoComplete="username"
          maxLength={200}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NewPassword value={password} onChange={setPassword} />
        <ZoneSelect value={timeZone} onChange={setTimeZone} />
      </Form>
    </GateCard>
  );
}
