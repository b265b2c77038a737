import { SegmentedControl, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../../shared/features/access/operator';
import { client } from '../../../../app/client';
import { tell } from '../../../../ui/toasts';
import { Fields } from '../../../../ui/values';
import { readHello } from '../../queries';
import { useAct } from '../../useAct';
import styles from '../access.module.css';
import { Form } from '../Form';
import { rolesText } from '../operatorColumns';
import { ZoneSelect } from '../ZoneSelect';

/** Name, language and zone; what somebody else decides is only shown. */
export function ProfileSection({ operator }: { operator: Me }) {
  const { t } = useTranslation('access');
  const id = useId();
  const [name, setName] = useState(operator.name);
  const [language, setLanguage] = useState(operator.language);
  const [timeZone, setTimeZone] = useState(operator.timeZone);
  const act = useAct(client.access.updateProfile, () => {
    tell(t('account.saved'));
    void readHello();
  });
  const changed = name.trim() !== operator.name || language !== operator.language || timeZone !== operator.timeZone;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('account.profile')}</h2>
      <div className={styles.narrow}>
        <Form
          act={act}
          ready={changed && name.trim().length >= 2}
          submit={t('account.save')}
          onSubmit={() => act.run({ name, language, timeZone })}
        >
          <Fields
            rows={[
              { name: t('field.email'), value: operator.email },
              { name: t('rights.roles'), value: rolesText(operator, t, 3) },
              { name: t('rights.level'), value: t(`level.${operator.level}`) },
              { name: t('rights.tier'), value: t(`tier.${operator.tier}`) },
            ]}
          />
          <TextInput
            label={t('field.name')}
            autoComplete="name"
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div className={styles.row}>
            <span className={styles.legend}>{t('field.language')}</span>
            <SegmentedControl
              size="xs"
              aria-label={t('field.language')}
              value={language}
              onChange={setLanguage}
              data={[
                { value: 'fr', label: t('language.fr') },
                { value: 'en', label: t('language.en') },
              ]}
            />
          </div>
          <ZoneSelect value={timeZone} onChange={setTimeZone} />
        </Form>
      </div>
    </section>
  );
}
