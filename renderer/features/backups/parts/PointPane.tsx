import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Point } from '../../../../shared/features/backups/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatDuration, formatNumber } from '../../../ui/format/format';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { Inspector, Section } from '../../../ui/Screen';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { tell } from '../../../ui/toasts';
import { Fields, Time } from '../../../ui/values';
import { problemText, refusalText } from '../problemWords';
import { usePlan, useRequestRestore, useVerifyPoint } from '../queries';
import styles from './backups.module.css';
import { Size } from './Points';

/** One point: what it is, and for the console's own, what a restore of it would lose, and the way to ask for one. */
export function PointPane({ point, asking, onAsk }: { point: Point; asking: boolean; onAsk: (asking: boolean) => void }) {
  const { t } = useTranslation('backups');
  const format = useFormat();
  const verify = useVerifyPoint();
  const restorable = point.database === 'console' && point.state === 'verified';
  const check = () => verify.mutate({ id: point.id }, { onError: (error) => tell(refusalText(t, error)) });
  return (
    <Inspector
      title={t('pane.title')}
      actions={
        <>
          <Button size="xs" variant="default" loading={verify.isPending} onClick={check}>
            {t('pane.verify')}
          </Button>
          <Button size="xs" variant="default" disabled={!restorable} onClick={() => onAsk(true)}>
            {t('pane.restore')}
          </Button>
        </>
      }
    >
      <Section title={t('pane.facts')}>
        <Fields
          rows={[
            { name: t('points.taken'), value: <Time at={point.takenAt} style="full" /> },
            { name: t('pane.verifiedAt'), value: point.verifiedAt === null ? '–' : <Time at={point.verifiedAt} style="full" /> },
            ...(point.problem === null ? [] : [{ name: t('pane.problem'), value: problemText(t, point.problem) }]),
            { name: t('pane.rows'), value: formatNumber(point.rows, format) },
            { name: t('pane.size'), value: <Size bytes={point.size} /> },
            { name: t('points.bytes'), value: <Size bytes={point.bytes} /> },
            { name: t('pane.file'), value: <span className={styles.file}>{point.file}</span> },
          ]}
        />
      </Section>
      {point.database === 'console' && <Plan id={point.id} />}
      {asking && <AskDialog point={point} onClose={() => onAsk(false)} />}
    </Inspector>
  );
}

/** The dry run. */
function Plan({ id }: { id: string }) {
  const { t } = useTranslation('backups');
  const format = useFormat();
  const plan = usePlan(id);
  if (plan.data === undefined) {
    return plan.isError ? <ErrorState error={plan.error} onRetry={() => void plan.refetch()} /> : <SkeletonRows rows={4} />;
  }
  const { lostMs, lostCommands, erasures, tables } = plan.data;
  return (
    <Section title={t('plan.title')}>
      <p className={styles.note}>{t('plan.note')}</p>
      <Fields
        rows={[
          { name: t('plan.span'), value: formatDuration(lostMs, format) },
          { name: t('plan.commands'), value: formatNumber(lostCommands, format) },
          { name: t('plan.erasures'), value: formatNumber(erasures, format) },
          ...tables.map(({ table, now, restored }) => ({
            name: table,
            value: t('plan.rows', { now: formatNumber(now, format), restored: formatNumber(restored, format) }),
          })),
        ]}
      />
    </Section>
  );
}

function AskDialog({ point, onClose }: { point: Point; onClose: () => void }) {
  const { t } = useTranslation('backups');
  const request = useRequestRestore();
  const [refusal, setRefusal] = useState<string | null>(null);
  return (
    <ReasonDialog
      title={t('ask.title')}
      text={t('ask.text')}
      action={t('ask.act')}
      danger
      busy={request.isPending}
      refusal={refusal}
      onClose={onClose}
      onConfirm={(reason) =>
        request.mutate(
          { id: point.id, reason },
          {
            onSuccess: () => {
              tell(t('ask.done'));
              onClose();
            },
            onError: (error) => setRefusal(refusalText(t, error)),
          },
        )
      }
    />
  );
}
