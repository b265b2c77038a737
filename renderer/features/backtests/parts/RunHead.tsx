import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPencil, IconRepeat, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BacktestDetail, Verdict } from '../../../../shared/features/backtests/contract';
import { client } from '../../../app/client';
import { sourceKind } from '../../../app/frame/hello';
import { useCommand, useKeyOf } from '../../../app/keys';
import { FormDialog } from '../../../ui/FormDialog';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatTime } from '../../../ui/format/format';
import { KeyTip } from '../../../ui/KeyHint';
import { useSaidCall } from '../../../ui/useSaidCall';
import { StatusTag, type Tone } from '../../../ui/values';
import { readBacktests, useMayRun } from '../queries';
import { refusalText } from '../refusalText';
import styles from './backtests.module.css';

/** The name, what can be done, and whether the run may be believed. */
export function RunHead({ run, onGone }: { run: BacktestDetail; onGone: () => void }) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const mayRun = useMayRun();
  const { from, to } = run.request;
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <h2>{run.name}</h2>
        {mayRun && run.state !== 'running' && <Acts run={run} onGone={onGone} />}
      </div>
      <p className={styles.note}>
        {`${run.request.instruments.join(', ')} · ${formatTime(from, format, 'day')} – ${formatTime(to - 1, format, 'day')}`}
      </p>
      <div className={styles.chips}>
        <StatusTag tone="simulation">{t(sourceKind(run.recipe.source) === 'simulation' ? 'madeUp' : 'notTraded')}</StatusTag>
        {run.result !== null && (
          <>
            <VerdictChip name="lookAhead" verdict={run.result.lookAhead} />
            <VerdictChip name="repaint" verdict={run.result.repaint} />
          </>
        )}
      </div>
    </header>
  );
}

const VERDICT_TONE: Readonly<Record<Verdict['verdict'], Tone>> = { clean: 'live', differs: 'danger', nothing: 'warning' };

/** What was found, with how much was compared; where something differs, when for the first time. */
function VerdictChip({ name, verdict }: { name: 'lookAhead' | 'repaint'; verdict: Verdict }) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const { first } = verdict;
  const where =
    first === null ? '' : ` ${t('verdict.first', { instrument: first.instrument, at: formatTime(first.at, format, 'full') })}`;
  const counted = t('verdict.compared', { n: formatNumber(verdict.compared, format), count: verdict.runs });
  return (
    <span title={`${t(`verdict.${name}.hint`)}${where}`}>
      <StatusTag tone={VERDICT_TONE[verdict.verdict]}>{`${t(`verdict.${name}.${verdict.verdict}`)} · ${counted}`}</StatusTag>
    </span>
  );
}

function Acts({ run, onGone }: { run: BacktestDetail; onGone: () => void }) {
  const { t } = useTranslation('backtests');
  const [asking, setAsking] = useState<'rename' | 'remove' | null>(null);
  const sentence = (code: string) => refusalText(t, code);
  const repeat = useSaidCall(() => client.backtests.repeat({ id: run.id }), {
    said: t('repeat.started'),
    reread: readBacktests,
    sentence,
  });
  const again = () => repeat.run(undefined);
  const key = useKeyOf('backtests.repeat');
  useCommand('backtests.repeat', again, run.result !== null);
  useCommand('screen.edit', () => setAsking('rename'));
  return (
    <span className={styles.acts}>
      {run.result !== null && (
        <KeyTip label={t('repeat.hint')} shortcut={key}>
          <Button
            size="compact-xs"
            variant="default"
            loading={repeat.busy}
            leftSection={<IconRepeat size={14} aria-hidden />}
            onClick={again}
          >
            {t('repeat.act')}
          </Button>
        </KeyTip>
      )}
      <ActionIcon
        size="sm"
        variant="subtle"
        aria-label={t('rename.title')}
        title={t('rename.title')}
        onClick={() => setAsking('rename')}
      >
        <IconPencil size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon
        size="sm"
        variant="subtle"
        aria-label={t('remove.title')}
        title={t('remove.title')}
        onClick={() => setAsking('remove')}
      >
        <IconTrash size={14} aria-hidden />
      </ActionIcon>
      {repeat.refusal !== null && (
        <span className={styles.bad} role="alert">
          {repeat.refusal}
        </span>
      )}
      {asking === 'rename' && <Rename run={run} onClose={() => setAsking(null)} />}
      {asking === 'remove' && <Remove run={run} onClose={() => setAsking(null)} onGone={onGone} />}
    </span>
  );
}

function Rename({ run, onClose }: { run: BacktestDetail; onClose: () => void }) {
  const { t } = useTranslation('backtests');
  const [name, setName] = useState(run.name);
  const call = useSaidCall((next: string) => client.backtests.rename({ id: run.id, name: next }), {
    said: t('rename.done'),
    onDone: onClose,
    reread: readBacktests,
    sentence: (code) => refusalText(t, code),
  });
  return (
    <FormDialog
      title={t('rename.title')}
      action={t('rename.act')}
      ready={name.trim() !== ''}
      busy={call.busy}
      refusal={call.refusal}
      onSubmit={() => call.run(name.trim())}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t('form.name')}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function Remove({ run, onClose, onGone }: { run: BacktestDetail; onClose: () => void; onGone: () => void }) {
  const { t } = useTranslation('backtests');
  const call = useSaidCall(() => client.backtests.remove({ id: run.id }), {
    said: t('remove.done'),
    onDone: onGone,
    reread: readBacktests,
    sentence: (code) => refusalText(t, code),
  });
  return (
    <FormDialog
      danger
      title={t('remove.title')}
      action={t('remove.act')}
      ready
      busy={call.busy}
      refusal={call.refusal}
      onSubmit={() => call.run(undefined)}
      onClose={onClose}
    >
      <p>{t('remove.text', { name: run.name })}</p>
    </FormDialog>
  );
}
