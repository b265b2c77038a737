import { Button, Modal } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../app/client';
import { faultOf } from '../../ui/fault';
import { CodeField, isCode } from './parts/CodeField';
import { Form } from './parts/Form';
import { readHello } from './queries';
import { useAct } from './useAct';

/** The second factor once more, over whatever asked for it; the call that was refused is then repeated. */
export function StepUpDialog({ onAnswer, onAccount }: { onAnswer: (given: boolean) => void; onAccount: () => void }) {
  const { t } = useTranslation(['access', 'ui']);
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const act = useAct(
    client.access.stepUp,
    () => {
      onAnswer(true);
      void readHello();
    },
    () => field.current?.select(),
  );
  const none = faultOf(act.error).code === 'NO_SECOND_FACTOR';
  return (
    <Modal
      opened
      onClose={() => onAnswer(false)}
      title={t('access:stepUp.title')}
      size={400}
      zIndex={250}
      closeButtonProps={{ 'aria-label': t('ui:close') }}
    >
      <Form
        act={act}
        ready={isCode(code)}
        submit={t('access:stepUp.submit')}
        onSubmit={() => act.run({ code })}
        aside={
          none ? (
            <Button
              variant="default"
              onClick={() => {
                onAnswer(false);
                onAccount();
              }}
            >
              {t('access:stepUp.account')}
            </Button>
          ) : (
            <Button variant="subtle" onClick={() => onAnswer(false)}>
              {t('ui:cancel')}
            </Button>
          )
        }
      >
        <p>{t('access:stepUp.text')}</p>
        <CodeField ref={field} value={code} onChange={setCode} recovery />
      </Form>
    </Modal>
  );
}
