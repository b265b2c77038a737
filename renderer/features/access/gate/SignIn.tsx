import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { faultOf } from '../../../ui/fault';
import { CodeField, isCode } from '../parts/CodeField';
import { Form } from '../parts/Form';
import { readHello } from '../queries';
import { useAct } from '../useAct';
import { GateCard } from './GateCard';

/** E-mail and password, then the second factor where there is one. */
export function SignIn({ onInvited }: { onInvited: () => void }) {
  const { t } = useTranslation('access');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const act = useAct(
    client.access.signIn,
    () => void readHello(),
    (error) => {
      if (faultOf(error).code === 'CODE_REQUIRED') setAsksCode(true);
      else field.current?.select();
    },
  );
  const credentials = { email: email.trim(), password };
  const back = () => {
    act.forget();
    setCode('');
    setAsksCode(false);
  };
  if (asksCode) {
    return (
      <GateCard title={t('signIn.codeTitle')} lead={t('signIn.codeLead')}>
        <Form
          act={faultOf(act.error).code === 'CODE_REQUIRED' ? { ...act, refusal: null } : act}
          ready={isCode(code)}
          submit={t('signIn.submit')}
          onSubmit={() => act.run({ ...credentials, code })}
          aside={
            <Button variant="subtle" onClick={back}>
              {t('signIn.otherAccount')}
            </Button>
          }
        >
          <CodeField ref={field} value={code} onChange={setCode} recovery />
        </Form>
      </GateCard>
    );
  }
  return (
    <GateCard title={t('signIn.title')} lead={t('signIn.lead')}>
      <Form
        act={act}
        ready={email.trim() !== '' && password !== ''}
        submit={t('signIn.submit')}
        onSubmit={() => act.run(credentials)}
        aside={
          <Button variant="subtle" onClick={onInvited}>
            {t('signIn.invited')}
          </Button>
        }
      >
        <TextInput
          label={t('field.email')}
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          ref={field}
          label={t('field.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('field.show') }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      </Form>
    </GateCard>
  );
}
