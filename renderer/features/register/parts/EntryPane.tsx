import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { useGoTo } from '../../../app/navigation';
import { CopyButton } from '../../../ui/CopyButton';
import { PlainTable } from '../../../ui/Plain';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { Inspector, Section } from '../../../ui/Screen';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { useSaidCall } from '../../../ui/useSaidCall';
import { Fields, Time } from '../../../ui/values';
import { readAgain, useEntry } from '../queries';
import { refusalOf } from '../refusals';
import { entryWord } from './Entries';
import styles from './register.module.css';

interface EntryPaneProps {
  readonly sequence: number;
  readonly onChoose: (sequence: number) => void;
  readonly onClose: () => void;
}

/** One entry in full: its text as it is hashed, what it is bound to, and what else is known of its signal. */
export function EntryPane({ sequence, onChoose, onClose }: EntryPaneProps) {
  const { t } = useTranslation('register');
  const goTo = useGoTo();
  const found = useEntry(sequence);
  const [correcting, setCorrecting] = useState(false);
  if (found.data === undefined) {
    return found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : <SkeletonRows rows={10} />;
  }
  const { entry, seal, row, linked } = found.data;
  return (
    <Inspector
      title={t('entry.title', { sequence })}
      actions={
        <Button size="xs" variant="default" onClick={onClose}>
          {t('proofs.open')}
        </Button>
      }
    >
      <Section>
        <Fields
          rows={[
            { name: t('column.kind'), value: entryWord(t, row) },
            { name: t('column.at'), value: <Time at={entry.at} style="full" /> },
            { name: t('entry.decidedAt'), value: <Time at={row.decidedAt} style="full" /> },
            { name: t('column.instrument'), value: `${row.instrument} · ${row.timeframe} · ${t(`direction.${row.direction}`)}` },
          ]}
        />
        <div className={styles.acts}>
          <Button size="xs" variant="default" onClick={() => goTo(`/signals/${entry.signalId}`)}>
            {t('entry.signal')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setCorrecting(true)}>
            {t('correct.open')}
          </Button>
        </div>
      </Section>
      <Section title={t('entry.linked')}>
        <PlainTable
          label={t('entry.linked')}
          columns={[{ header: t('column.sequence') }, { header: t('column.kind') }, { header: t('column.at') }]}
        >
          {linked.map((one) => (
            <tr key={one.sequence}>
              <th scope="row">
                <Button
                  size="compact-xs"
                  variant={one.sequence === sequence ? 'light' : 'subtle'}
                  onClick={() => onChoose(one.sequence)}
                >
                  {one.sequence}
                </Button>
              </th>
              <td>{entryWord(t, one)}</td>
              <td>
                <Time at={one.at} />
              </td>
            </tr>
          ))}
        </PlainTable>
      </Section>
      <Section title={t('entry.body')}>
        <Code name={t('entry.body')} text={seal === null ? entry.body : seal.body} />
      </Section>
      <Section title={t('entry.hash')}>
        <Code name={t('entry.hash')} text={entry.hash} />
      </Section>
      <Section title={t('entry.previous')}>
        <Code name={t('entry.previous')} text={entry.previous} />
      </Section>
      {seal !== null && (
        <Section title={t('entry.seal', { sequence: seal.sequence })}>
          <Code name={t('entry.sealHash')} text={seal.hash} />
        </Section>
      )}
      {correcting && <Correction sequence={sequence} onClose={() => setCorrecting(false)} />}
    </Inspector>
  );
}

function Correction({ sequence, onClose }: { sequence: number; onClose: () => void }) {
  const { t } = useTranslation('register');
  const call = useSaidCall((reason: string) => client.register.correct({ sequence, reason }), {
    said: t('correct.done'),
    onDone: onClose,
    reread: readAgain,
    sentence: (code) => refusalOf(t, code),
  });
  return (
    <ReasonDialog
      title={t('correct.title', { sequence })}
      text={t('correct.text')}
      action={t('correct.action')}
      busy={call.busy}
      refusal={call.refusal}
      onConfirm={call.run}
      onClose={onClose}
    />
  );
}

function Code({ name, text }: { name: string; text: string }) {
  const { t } = useTranslation('register');
  return (
    <div className={styles.code}>
      <code>{text}</code>
      <CopyButton text={text} label={t('copy', { what: name })} done={t('copied')} />
    </div>
  );
}
