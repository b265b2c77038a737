import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../../app/preferences';
import { CopyButton } from '../../../ui/CopyButton';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { tell } from '../../../ui/toasts';
import { Age, StatusTag } from '../../../ui/values';
import { refusalText } from '../problemWords';
import { useCreateToken, useLines, useRevokeToken, useTokens } from '../queries';
import styles from './backups.module.css';

const TONES = { ok: 'live', late: 'danger', missing: 'warning' } as const;

/** The company's own backups by their policy: when each last proved itself. */
export function Lines() {
  const { t } = useTranslation('backups');
  const { language } = usePreferences();
  const lines = useLines();
  return (
    <Block title={t('lines.title')} hint={t('lines.hint')}>
      {lines.data === undefined ? (
        lines.isError ? (
          <ErrorState error={lines.error} onRetry={() => void lines.refetch()} />
        ) : (
          <SkeletonRows rows={6} />
        )
      ) : (
        <PlainTable
          label={t('lines.title')}
          columns={[
            { header: t('lines.system') },
            { header: t('lines.policy') },
            { header: t('lines.kept') },
            { header: t('lines.state') },
            { header: t('lines.proof') },
            { header: t('lines.id') },
          ]}
        >
          {lines.data.rows.map((line) => (
            <tr key={line.id}>
              <th scope="row">{line.system[language]}</th>
              <td>{line.title[language]}</td>
              <td>{line.keptDays === null ? '–' : t('lines.days', { count: line.keptDays })}</td>
              <td>
                <StatusTag tone={TONES[line.state]}>{t(`line.${line.state}`)}</StatusTag>
              </td>
              <td>
                <Age at={line.lastProofAt} />
              </td>
              <td className={styles.file}>{line.id}</td>
            </tr>
          ))}
        </PlainTable>
      )}
    </Block>
  );
}

/** Tokens with which backup jobs tell their proofs. */
export function Tokens() {
  const { t } = useTranslation('backups');
  const tokens = useTokens();
  const create = useCreateToken();
  const revoke = useRevokeToken();
  const [label, setLabel] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ label: label.trim() }, { onSuccess: () => setLabel(''), onError: (error) => tell(refusalText(t, error)) });
  };
  const rows = tokens.data?.rows.filter(({ revokedAt }) => revokedAt === null) ?? [];
  return (
    <Block title={t('tokens.title')} hint={t('tokens.hint')}>
      <form className={styles.inline} onSubmit={submit}>
        <TextInput
          size="xs"
          aria-label={t('tokens.label')}
          placeholder={t('tokens.label')}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" type="submit" disabled={label.trim().length < 2} loading={create.isPending}>
          {t('tokens.create')}
        </Button>
      </form>
      {create.data !== undefined && (
        <div className={styles.secret} role="status">
          {t('tokens.once')} <code>{create.data.token}</code>{' '}
          <CopyButton label={t('tokens.copy')} done={t('tokens.copied')} text={create.data.token} />
        </div>
      )}
      {rows.length === 0 ? (
        <Empty title={t('tokens.none')} />
      ) : (
        <PlainTable
          label={t('tokens.title')}
          columns={[
            { header: t('tokens.name') },
            { header: t('tokens.created') },
            { header: t('tokens.used') },
            { header: t('restores.acts') },
          ]}
        >
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.label}</th>
              <td>
                <Age at={row.createdAt} />
              </td>
              <td>
                <Age at={row.lastUsedAt} />
              </td>
              <td>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t('tokens.revokeOne', { label: row.label })}
                  onClick={() => revoke.mutate({ id: row.id }, { onError: (error) => tell(refusalText(t, error)) })}
                >
                  {t('tokens.revoke')}
                </Button>
              </td>
            </tr>
          ))}
        </PlainTable>
      )}
    </Block>
  );
}
