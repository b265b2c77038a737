import { ActionIcon, Button, Textarea, Tooltip } from '@mantine/core';
import {
  IconDownload,
  IconFileText,
  IconLink,
  IconPaperclip,
  IconPhoto,
  IconShieldCheck,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvidenceRow } from '../../../../shared/features/sop/run';
import { client } from '../../../app/client';
import { shell } from '../../../app/shell';
import { CopyButton } from '../../../ui/CopyButton';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { Time } from '../../../ui/values';
import { useRefusalText } from '../refusal';
import { useSay } from '../say';
import { useDesk } from './desk';
import styles from './run.module.css';
import type { StepView } from './runView';
import { useEvidence } from './useEvidence';

/** What proves the step, and the ways to add to it: typing, pasting, dropping, picking. */
export function EvidencePart({ view, copy }: { view: StepView; copy: (evidence: string) => void }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const { composer, usable } = useDesk();
  const { step, status } = view;
  const evidence = useEvidence(step.id);
  const [over, setOver] = useState(false);
  usePaste(usable, (files) => evidence.addAll(files, true));
  const wanted = step.evidence !== undefined && status.state !== 'done';
  const writing = usable && (composer === 'evidence' || wanted);
  if (status.evidence.length === 0 && !writing) return null;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (usable) evidence.addAll([...event.dataTransfer.files], false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one of four ways; the others are by keyboard.
    <div
      className={styles.part2}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h3>{t('run.evidence.label')}</h3>
      {step.evidence !== undefined && (
        <p className={styles.quiet}>{t('run.evidence.wanted', { what: say(step.evidence.what) })}</p>
      )}
      {status.evidence.length > 0 && (
        <ul className={styles.evidence}>
          {status.evidence.map((row) => (
            <EvidenceLine key={row.id} row={row} copy={copy} />
          ))}
        </ul>
      )}
      {writing && <EvidenceField evidence={evidence} />}
      {over && <p className={styles.drop}>{t('run.evidence.drop')}</p>}
    </div>
  );
}

/** A picture pasted anywhere on the screen belongs to the chosen step. */
function usePaste(enabled: boolean, onFiles: (files: readonly File[]) => void): void {
  const handle = useEffectEvent(onFiles);
  useEffect(() => {
    if (!enabled) return;
    const hear = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      handle(files);
    };
    document.addEventListener('paste', hear);
    return () => document.removeEventListener('paste', hear);
  }, [enabled]);
}

function EvidenceField({ evidence }: { evidence: ReturnType<typeof useEvidence> }) {
  const { t } = useTranslation('sop');
  const { composer, compose, focus } = useDesk();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (composer === 'evidence') field.current?.focus();
  }, [composer]);
  const send = async () => {
    if (text.trim() !== '' && (await evidence.addText(text.trim()))) setText('');
  };
  return (
    <div className={styles.compose}>
      <Textarea
        ref={field}
        aria-label={t('run.evidence.add')}
        placeholder={t('run.evidence.placeholder')}
        description={t('run.evidence.dropHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || !text.includes('\n')) && !event.shiftKey) {
            event.preventDefault();
            void send();
          }
          if (event.key !== 'Escape') return;
          compose(null);
          focus();
        }}
      />
      <Button
        size="compact-sm"
        variant="default"
        disabled={text.trim() === ''}
        loading={evidence.sending !== null}
        onClick={() => void send()}
      >
        {t('run.evidence.addText')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPaperclip size={13} aria-hidden />}
        onClick={() => void evidence.pick()}
      >
        {t('run.evidence.file')}
      </Button>
    </div>
  );
}

const ICONS: Readonly<Record<EvidenceRow['kind'], TablerIcon>> = {
  text: IconFileText,
  link: IconLink,
  file: IconPaperclip,
  screenshot: IconPhoto,
  captured: IconShieldCheck,
};
/** Enough of a hash to tell two apart by eye. */
const SHORT_HASH = 10;

function EvidenceLine({ row, copy }: { row: EvidenceRow; copy: (evidence: string) => void }) {
  const { t } = useTranslation('sop');
  const { usable } = useDesk();
  const [asking, setAsking] = useState(false);
  const Icon = ICONS[row.kind];
  const { withdrawn } = row;
  return (
    <li data-withdrawn={withdrawn !== null || undefined}>
      <span className={styles.evidenceIcon} role="img" aria-label={t(`run.evidence.kindOf.${row.kind}`)}>
        <Icon size={14} aria-hidden />
      </span>
      <div className={styles.evidenceText}>
        <Label row={row} />
        <div className={styles.quiet}>
          {row.by.name}, <Time at={row.at} style="short" /> · <code title={row.sha256}>{row.sha256.slice(0, SHORT_HASH)}</code>{' '}
          <CopyButton text={row.sha256} label={t('run.evidence.copyHash')} done={t('run.evidence.copied')} />
        </div>
        {withdrawn !== null && (
          <div className={styles.quiet}>{t('run.evidence.withdrawn', { name: withdrawn.by.name, reason: withdrawn.reason })}</div>
        )}
      </div>
      {(row.kind === 'file' || row.kind === 'screenshot' || row.kind === 'captured') && (
        <LineButton label={t('run.evidence.open')} icon={IconDownload} onClick={() => copy(row.id)} />
      )}
      {usable && withdrawn === null && row.kind !== 'captured' && (
        <LineButton label={t('run.evidence.withdraw')} icon={IconX} onClick={() => setAsking(true)} />
      )}
      {asking && <Withdraw evidence={row.id} onClose={() => setAsking(false)} />}
    </li>
  );
}

function Label({ row }: { row: EvidenceRow }) {
  if (row.withdrawn !== null) return <s>{row.label}</s>;
  if (row.kind !== 'link') return <span className={styles.prose}>{row.label}</span>;
  return (
    <a
      href={row.label}
      target="_blank"
      rel="noreferrer noopener"
      onClick={(event) => {
        if (shell.kind === 'web') return;
        event.preventDefault();
        void shell.openExternal(row.label);
      }}
    >
      {row.label}
    </a>
  );
}

function LineButton({ label, icon: Icon, onClick }: { label: string; icon: TablerIcon; onClick: () => void }) {
  return (
    <Tooltip label={label} openDelay={300}>
      <ActionIcon size="sm" variant="subtle" color="var(--s-text-secondary)" aria-label={label} onClick={onClick}>
        <Icon size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function Withdraw({ evidence, onClose }: { evidence: string; onClose: () => void }) {
  const { t } = useTranslation('sop');
  const { run } = useDesk();
  const refusalText = useRefusalText();
  const withdraw = useMutation({
    mutationFn: (reason: string) => client.sop.withdrawEvidence({ run: run.id, evidence, reason }),
    onSuccess: onClose,
  });
  return (
    <ReasonDialog
      title={t('run.evidence.withdrawTitle')}
      text={t('run.evidence.withdrawText')}
      action={t('run.evidence.withdraw').replace('…', '')}
      danger
      busy={withdraw.isPending}
      refusal={withdraw.isError ? refusalText(withdraw.error) : null}
      onConfirm={(reason) => withdraw.mutate(reason)}
      onClose={onClose}
    />
  );
}
