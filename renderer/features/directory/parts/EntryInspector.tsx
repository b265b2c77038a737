import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DirectoryRow } from '../../../../shared/features/directory/contract';
import { useCommand } from '../../../app/keys';
import { CopyButton } from '../../../ui/CopyButton';
import { Inspector, Section } from '../../../ui/Screen';
import { tell } from '../../../ui/toasts';
import { Age, Fields, StatusTag } from '../../../ui/values';
import { useLanguage } from '../entries';
import { useRefusal, useRemoveEntry } from '../queries';
import styles from './directory.module.css';

interface EntryInspectorProps {
  readonly row: DirectoryRow;
  readonly onEdit: () => void;
  readonly onRemoved: () => void;
}

export function EntryInspector({ row, onEdit, onRemoved }: EntryInspectorProps) {
  const { t } = useTranslation('directory');
  const language = useLanguage();
  const { entry } = row;
  const remove = useRemoveEntry();
  const refusal = useRefusal();
  const [sure, setSure] = useState(false);
  const go = () =>
    remove.mutate(
      { id: entry.id, revision: row.revision },
      {
        onSuccess: () => {
          tell(t('removed'));
          onRemoved();
        },
      },
    );
  useCommand('directory.remove', () => setSure(true));
  return (
    <Inspector
      title={entry.kind === 'term' ? entry.term : entry.title[language]}
      tags={
        <>
          <StatusTag>{t(`one.${entry.kind}`)}</StatusTag>
          {entry.kind === 'contact' && entry.emergency && <StatusTag tone="danger">{t('emergency')}</StatusTag>}
          {row.incomplete && <StatusTag tone="warning">{t('incomplete')}</StatusTag>}
        </>
      }
    >
      <Section>
        <Details row={row} />
        {row.incomplete && <p className={styles.note}>{t('incompleteHint')}</p>}
      </Section>
      <Section>
        <p className={styles.note}>
          {row.changed === null ? (
            t('delivered')
          ) : (
            <>
              {t('changed')} · {row.changed.by} · <Age at={row.changed.at} />
            </>
          )}
        </p>
        {remove.isError && (
          <p className={styles.problem} role="alert">
            {refusal(remove.error)}
          </p>
        )}
        {sure && <p>{t('removeText', { name: entry.title[language] })}</p>}
        <div className={styles.actions}>
          <Button
            size="xs"
            variant="default"
            {...(sure ? { color: 'var(--s-danger-fill)', variant: 'filled' } : {})}
            loading={remove.isPending}
            onClick={() => (sure ? go() : setSure(true))}
          >
            {t('remove')}
          </Button>
          <Button size="xs" onClick={onEdit}>
            {t('edit')}
          </Button>
        </div>
      </Section>
    </Inspector>
  );
}

function Details({ row: { entry } }: { row: DirectoryRow }) {
  const { t } = useTranslation('directory');
  const language = useLanguage();
  const said = (value: string | null) =>
    value === null ? (
      <span className={styles.note}>{t('missing')}</span>
    ) : (
      <>
        {value} <CopyButton text={value} label={t('copy', { name: value })} done={t('copied')} />
      </>
    );
  if (entry.kind === 'contact') {
    const { name, phone, email, note } = entry;
    const rows = [
      { name: t('field.name'), value: said(name) },
      { name: t('field.phone'), value: said(phone) },
      { name: t('field.email'), value: said(email) },
    ];
    return <Fields rows={note === undefined ? rows : [...rows, { name: t('column.what'), value: note[language] }]} />;
  }
  if (entry.kind === 'tool')
    return (
      <Fields
        rows={[
          { name: t('column.what'), value: entry.use[language] },
          { name: t('field.address'), value: said(entry.address) },
        ]}
      />
    );
  return (
    <>
      <p>{entry.title[language]}</p>
      <p>{entry.meaning[language]}</p>
    </>
  );
}
