import { Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { useFormat } from '../../../ui/format/FormatProvider';
import { readOperators } from '../queries';
import { useAct } from '../useAct';
import styles from './access.module.css';
import { Form } from './Form';
import { InvitationCode } from './InvitationDialog';
import { type RightsDraft, RightsFields } from './RightsFields';
import { ZoneSelect } from './ZoneSelect';

const FIRST: RightsDraft = { roles: ['analyst'], level: 1, tier: 0, team: '' };

/** Makes an account with its rights, and shows once the code with which the person takes it up. */
export function InviteDialog({ onClose, onInvited }: { onClose: () => void; onInvited: (id: string) => void }) {
  const { t } = useTranslation(['access', 'ui']);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [language, setLanguage] = useState<'fr' | 'en'>('fr');
  const [timeZone, setTimeZone] = useState(useFormat().timeZone);
  const [rights, setRights] = useState(FIRST);
  const [made, setMade] = useState<{ code: string; expiresAt: number } | null>(null);
  const act = useAct(client.access.invite, ({ id, ...code }) => {
    setMade(code);
    onInvited(id);
    void readOperators();
  });
  const ready = name.trim().length >= 2 && email.includes('@') && rights.roles.length > 0;
  return (
    <Modal
      opened
      onClose={onClose}
      title={made === null ? t('access:invite.title') : t('access:invitation.title')}
      size={460}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('ui:close') }}
    >
      {made !== null ? (
        <InvitationCode {...made} name={name.trim()} onClose={onClose} />
      ) : (
        <Form
          act={act}
          ready={ready}
          submit={t('access:invite.submit')}
          onSubmit={() => act.run({ name, email: email.trim(), language, timeZone, ...rights })}
        >
          <TextInput
            data-autofocus
            label={t('access:field.name')}
            maxLength={80}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label={t('access:field.email')}
            type="email"
            maxLength={200}
            autoComplete="off"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <RightsFields value={rights} onChange={setRights} />
          <div className={styles.row}>
            <span className={styles.legend}>{t('access:field.language')}</span>
            <SegmentedControl
              size="xs"
              aria-label={t('access:field.language')}
              value={language}
              onChange={setLanguage}
              data={[
                { value: 'fr', label: t('access:language.fr') },
                { value: 'en', label: t('access:language.en') },
              ]}
            />
          </div>
          <ZoneSelect value={timeZone} onChange={setTimeZone} />
        </Form>
      )}
    </Modal>
  );
}
