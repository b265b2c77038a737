import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnchorSettings, RegisterState } from '../../../../shared/features/register/contract';
import { client } from '../../../app/client';
import { Block } from '../../../ui/Plain';
import { useSaidCall } from '../../../ui/useSaidCall';
import { Time } from '../../../ui/values';
import { readAgain } from '../queries';
import { refusalOf } from '../refusals';
import styles from './register.module.css';

/** Where the ends of the chains are noted outside this machine's database. */
export function Anchors({ state: { anchors } }: { state: RegisterState }) {
  const { t } = useTranslation('register');
  const [folder, setFolder] = useState(anchors.settings.folder ?? '');
  const [webhook, setWebhook] = useState(anchors.settings.webhook ?? '');
  const said = { reread: readAgain, sentence: (code: string) => refusalOf(t, code) };
  const save = useSaidCall((settings: AnchorSettings) => client.register.configureAnchors(settings), {
    said: t('anchors.saved'),
    ...said,
  });
  const now = useSaidCall((_: null) => client.register.anchor(), { said: t('anchors.done'), ...said });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.run({ folder: folder.trim() === '' ? null : folder.trim(), webhook: webhook.trim() === '' ? null : webhook.trim() });
  };
  const refusal = save.refusal ?? now.refusal;
  return (
    <Block title={t('anchors.title')} hint={t('anchors.hint')}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          size="xs"
          label={t('anchors.folder')}
          description={anchors.suggestion === '' ? undefined : t('anchors.suggestion', { folder: anchors.suggestion })}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        <Standing place={anchors.folder} />
        <TextInput
          size="xs"
          type="url"
          label={t('anchors.webhook')}
          description={t('anchors.webhookNote')}
          value={webhook}
          onChange={(event) => setWebhook(event.currentTarget.value)}
        />
        <Standing place={anchors.webhook} />
        {refusal !== null && (
          <p className={styles.bad} role="alert">
            {refusal}
          </p>
        )}
        <div className={styles.acts}>
          <Button size="xs" variant="default" type="submit" loading={save.busy}>
            {t('anchors.save')}
          </Button>
          <Button size="xs" variant="default" loading={now.busy} onClick={() => now.run(null)}>
            {t('anchors.now')}
          </Button>
        </div>
      </form>
    </Block>
  );
}

function Standing({ place: { good, last } }: { place: RegisterState['anchors']['folder'] }) {
  const { t } = useTranslation('register');
  if (last?.problem != null) return <p className={styles.bad}>{t('anchors.problem', { problem: last.problem })}</p>;
  if (good === null) return null;
  return (
    <p className={styles.note}>
      {t('anchors.last', { sequence: good.sequence })} <Time at={good.at} style="full" />
    </p>
  );
}
