import { Button, TextInput } from '@mantine/core';
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

/** An invited person takes up their account. */
export function Accept({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('access');
  const { language } = usePreferences();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState(NO_PASSWORD);
  const [timeZone, setTimeZone] = useState(ownZone);
  const act = useAct(client.access.acceptInvitation, () => void readHello());
  const ready = code.trim().length >= 8 && name.trim().length >= 2 && isReady(password);
  return (
    <GateCard title={t('accept.title')} lead={t('accept.lead')}>
      <Form
        act={act}
        ready={ready}
        submit={t('accept.submit')}
        onSubmit={() => act.run({ code, name, password: password.first, language, timeZone })}
        aside={
          <Button variant="subtle" onClick={onBack}>
            {t('accept.back')}
          </Button>
        }
      >
        <TextInput
          label={t('field.invitation')}
          description={t('accept.codeHint')}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          maxLength={60}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <TextInput
          label={t('field.name')}
          autoComplete="name"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NewPassword value={password} onChange={setPassword} />
        <ZoneSelect value={timeZone} onChange={setTimeZone} />
      </Form>
    </GateCard>
  );
}
