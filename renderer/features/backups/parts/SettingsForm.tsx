import { Button, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupSettings, BackupState } from '../../../../shared/features/backups/contract';
import { Block } from '../../../ui/Plain';
import { tell } from '../../../ui/toasts';
import { refusalText } from '../problemWords';
import { useConfigure, useRebuild } from '../queries';
import styles from './backups.module.css';

const S3_FIELDS = ['endpoint', 'region', 'bucket', 'prefix', 'accessKey'] as const;

/** Where points go and whether they are sealed. Nothing is stored before it was tried. */
export function SettingsForm({ state }: { state: BackupState }) {
  const { t } = useTranslation('backups');
  const [draft, setDraft] = useState<BackupSettings>(state.settings);
  const [passphrase, setPassphrase] = useState('');
  const [s3Secret, setS3Secret] = useState('');
  const configure = useConfigure();
  const change = (part: Partial<BackupSettings>) => setDraft((present) => ({ ...present, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const secrets = { ...(passphrase === '' ? {} : { passphrase }), ...(s3Secret === '' ? {} : { s3Secret }) };
    configure.mutate(
      { ...draft, ...secrets },
      {
        onSuccess: () => {
          setPassphrase('');
          setS3Secret('');
          tell(t('settings.saved'));
        },
      },
    );
  };
  return (
    <Block title={t('settings.title')} hint={t('settings.hint')}>
      <form className={styles.form} onSubmit={submit}>
        <SegmentedControl
          size="xs"
          aria-label={t('settings.target')}
          value={draft.target}
          data={[
            { value: 'folder', label: t('target.folder') },
            { value: 's3', label: t('target.s3') },
          ]}
          onChange={(value) => change({ target: value === 's3' ? 's3' : 'folder' })}
        />
        {draft.target === 'folder' ? (
          <TextInput
            size="xs"
            label={t('settings.folder')}
            description={t('settings.folderNote', { folder: state.folder })}
            value={draft.folder ?? ''}
            onChange={(event) => change({ folder: event.currentTarget.value === '' ? null : event.currentTarget.value })}
          />
        ) : (
          <>
            {S3_FIELDS.map((name) => (
              <TextInput
                key={name}
                size="xs"
                label={t(`settings.s3.${name}`)}
                value={draft.s3[name]}
                onChange={(event) => change({ s3: { ...draft.s3, [name]: event.currentTarget.value } })}
              />
            ))}
            <Secret label={t('settings.s3.secret')} known={state.secrets.s3} value={s3Secret} onChange={setS3Secret} />
          </>
        )}
        <Switch
          size="xs"
          label={t('settings.encrypted')}
          checked={draft.encrypted}
          onChange={(event) => change({ encrypted: event.currentTarget.checked })}
        />
        {draft.encrypted && (
          <Secret label={t('settings.passphrase')} known={state.secrets.passphrase} value={passphrase} onChange={setPassphrase} />
        )}
        <p className={styles.note}>{t('settings.secretsNote', { place: state.secrets.place })}</p>
        {configure.isError && (
          <p className={styles.bad} role="alert">
            {refusalText(t, configure.error)}
          </p>
        )}
        <div className={styles.inline}>
          <Button size="xs" variant="default" type="submit" loading={configure.isPending}>
            {t('settings.save')}
          </Button>
          <RebuildButton />
        </div>
      </form>
    </Block>
  );
}

interface SecretProps {
  readonly label: string;
  readonly known: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Secret({ label, known, value, onChange }: SecretProps) {
  const { t } = useTranslation('backups');
  return (
    <TextInput
      size="xs"
      type="password"
      autoComplete="new-password"
      label={label}
      description={t(known ? 'settings.secretKnown' : 'settings.secretMissing')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function RebuildButton() {
  const { t } = useTranslation('backups');
  const rebuild = useRebuild();
  const act = () =>
    rebuild.mutate(undefined, {
      onSuccess: ({ found, added }) => tell(t('settings.rebuilt', { found, added })),
      onError: (error) => tell(refusalText(t, error)),
    });
  return (
    <Button size="xs" variant="subtle" loading={rebuild.isPending} onClick={act}>
      {t('settings.rebuild')}
    </Button>
  );
}
