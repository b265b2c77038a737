import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeedKey } from '../../../../shared/features/monitoring/contract';
import { client, orpc, queryClient } from '../../../app/client';
import { useSaidCall } from '../../../ui/useSaidCall';
import { StatusTag } from '../../../ui/values';
import { Row } from './Row';
import styles from './settings.module.css';

const TONES = { missing: 'warning', present: 'live', refused: 'danger', locked: 'warning' } as const;
const SHAPE = '[A-Za-z0-9_\\-]{8,128}';

/** The key of the price feed: given once, never shown again. */
export function FeedKeyRow() {
  const { t } = useTranslation('settings');
  const kept = useQuery(orpc.monitoring.feedKey.queryOptions()).data;
  return (
    <Row label={t('key.label')} note={t('key.note')}>
      {kept !== undefined && (
        <div className={styles.key}>
          <p role="status">
            <StatusTag tone={TONES[kept.state]}>{t(`key.state.${kept.state}`)}</StatusTag>
          </p>
          {kept.keptIn !== null && <p className={styles.note}>{t(`key.keptIn.${kept.keptIn}`, { place: kept.place })}</p>}
          {kept.keptIn !== 'environment' && <KeyForm kept={kept} />}
        </div>
      )}
    </Row>
  );
}

function KeyForm({ kept }: { kept: FeedKey }) {
  const { t } = useTranslation('settings');
  const [key, setKey] = useState('');
  const common = {
    onDone: () => setKey(''),
    reread: () => queryClient.invalidateQueries({ queryKey: orpc.monitoring.feedKey.key() }),
    sentence: (code: string) => (code === 'KEY_FROM_ENVIRONMENT' || code === 'KEY_RING_LOCKED' ? t(`key.refusal.${code}`) : null),
  };
  const save = useSaidCall((next: string) => client.monitoring.setFeedKey({ key: next }), { ...common, said: t('key.saved') });
  const forget = useSaidCall((_: undefined) => client.monitoring.setFeedKey({ key: null }), {
    ...common,
    said: t('key.forgotten'),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.run(key);
  };
  const refusal = save.refusal ?? forget.refusal;
  return (
    <form onSubmit={submit}>
      <TextInput
        size="xs"
        type="password"
        autoComplete="new-password"
        required
        pattern={SHAPE}
        title={t('key.shape')}
        aria-label={t('key.label')}
        placeholder={t(kept.keptIn === null ? 'key.give' : 'key.replace')}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      {refusal !== null && (
        <p className={styles.bad} role="alert">
          {refusal}
        </p>
      )}
      <div className={styles.keyActs}>
        <Button size="xs" variant="default" type="submit" loading={save.busy}>
          {t('key.save')}
        </Button>
        {kept.keptIn !== null && (
          <Button size="xs" variant="subtle" loading={forget.busy} onClick={() => forget.run(undefined)}>
            {t('key.forget')}
          </Button>
        )}
      </div>
    </form>
  );
}
