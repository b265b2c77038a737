import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AUDIENCES, type Audience, FORMATS, type Report, type ReportRow } from '../../../../shared/features/reports/contract';
import { paperOf } from '../../../../shared/features/reports/paper';
import { monthName } from '../../../../shared/features/reports/pen';
import { client } from '../../../app/client';
import { useCommand, useKeyOf } from '../../../app/keys';
import { shell } from '../../../app/shell';
import { KeyTip } from '../../../ui/KeyHint';
import { Inspector, Section } from '../../../ui/Screen';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states';
import { tell } from '../../../ui/toasts';
import { useSaidCall } from '../../../ui/useSaidCall';
import { useLanguage } from '../language';
import { readReports, useMayManage, useReport } from '../queries';
import { PaperView } from './PaperView';
import styles from './reports.module.css';

/** One month: its paper in both versions and languages, the files, and the notes for inside. */
export function MonthPane({ row }: { row: ReportRow }) {
  const { t } = useTranslation('reports');
  const mayManage = useMayManage();
  const report = useReport(row.month, row.madeAt !== null);
  const generate = useGenerate(row.month);
  useCommand('reports.generate', () => generate.run({ month: row.month }), mayManage && !generate.busy);
  const key = useKeyOf('reports.generate');
  const button = (
    <KeyTip label={t('generateHint')} shortcut={key}>
      <Button
        size="xs"
        variant="default"
        disabled={!mayManage}
        loading={generate.busy}
        onClick={() => generate.run({ month: row.month })}
      >
        {t(row.madeAt === null ? 'generate' : 'generateAgain')}
      </Button>
    </KeyTip>
  );
  if (row.madeAt === null)
    return (
      <EmptyState
        title={t('missing.title')}
        text={generate.refusal ?? t('missing.text', { count: row.closed })}
        action={button}
      />
    );
  if (report.data === undefined)
    return report.isError ? (
      <ErrorState error={report.error} onRetry={() => void report.refetch()} />
    ) : (
      <SkeletonRows rows={14} />
    );
  return <Made month={row.month} report={report.data} action={button} refusal={generate.refusal} mayManage={mayManage} />;
}

function useGenerate(month: string) {
  const { t } = useTranslation('reports');
  const language = useLanguage();
  return useSaidCall((input: { month: string }) => client.reports.generate(input), {
    said: t('generated', { month: monthName(month, language) }),
    reread: readReports,
    sentence: (code) => (code === 'BUSY' || code === 'NOT_BEGUN' ? t(`refusal.${code}`) : null),
  });
}

interface MadeProps {
  readonly month: string;
  readonly report: Report;
  readonly action: ReactNode;
  readonly refusal: string | null;
  readonly mayManage: boolean;
}

function Made({ month, report, action, refusal, mayManage }: MadeProps) {
  const { t } = useTranslation('reports');
  const [language, setLanguage] = useState(useLanguage());
  const [audience, setAudience] = useState<Audience>('public');
  const { figures, madeAt, digest, notes } = report;
  const inside = audience === 'internal' ? { notes, internal: figures.internal } : null;
  return (
    <Inspector title={monthName(month, useLanguage())} actions={action}>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t('audience.label')}
          value={audience}
          onChange={(value) => setAudience(value === 'internal' ? 'internal' : 'public')}
          data={AUDIENCES.map((value) => ({ value, label: t(`audience.${value}`) }))}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('language.label')}
          value={language}
          onChange={(value) => setLanguage(value === 'en' ? 'en' : 'fr')}
          data={[
            { value: 'fr', label: t('language.fr') },
            { value: 'en', label: t('language.en') },
          ]}
        />
        {FORMATS.map((format) => (
          <Download key={format} month={month} format={format} language={language} audience={audience} />
        ))}
      </div>
      {refusal !== null && (
        <p className={styles.refusal} role="alert">
          {refusal}
        </p>
      )}
      <PaperView paper={paperOf({ figures: figures.public, madeAt, digest }, language, inside)} />
      {mayManage && <AddNote month={month} />}
    </Inspector>
  );
}

type File = Parameters<typeof client.reports.download>[0];

function Download(file: File) {
  const { t } = useTranslation('reports');
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const { name, mime, file: blob } = await client.reports.download(file);
      const saved = await shell.saveFile({ name, mime, bytes: await blob.arrayBuffer() });
      tell(t(saved ? 'saved' : 'notSaved', { name }));
    } catch {
      tell(t('failed'));
    } finally {
      setBusy(false);
    }
  };
  const id = `reports.${file.format}`;
  useCommand(id, () => void save(), !busy);
  return (
    <KeyTip label={t(`key.${file.format}`)} shortcut={useKeyOf(id)}>
      <Button size="xs" variant="default" loading={busy} onClick={() => void save()}>
        {file.format.toUpperCase()}
      </Button>
    </KeyTip>
  );
}

function AddNote({ month }: { month: string }) {
  const { t } = useTranslation('reports');
  const [text, setText] = useState('');
  const call = useSaidCall((input: { month: string; text: string }) => client.reports.addNote(input), {
    said: t('note.said'),
    onDone: () => setText(''),
    reread: readReports,
    sentence: () => null,
  });
  return (
    <Section title={t('note.title')}>
      <div className={styles.note}>
        <Textarea
          size="xs"
          rows={2}
          maxLength={2000}
          aria-label={t('note.title')}
          description={t('note.hint')}
          value={text}
          error={call.refusal}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          disabled={text.trim().length < 5}
          loading={call.busy}
          onClick={() => call.run({ month, text: text.trim() })}
        >
          {t('note.add')}
        </Button>
      </div>
    </Section>
  );
}
