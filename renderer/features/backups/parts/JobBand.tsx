import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BackupState } from '../../../../shared/features/backups/contract';
import { Progress } from '../../../ui/states';
import { tell } from '../../../ui/toasts';
import { Age } from '../../../ui/values';
import { problemText, refusalText } from '../problemWords';
import { useCancelJob, useCountersign } from '../queries';
import styles from './backups.module.css';

/** What runs and how far it is; else how the last thing ended, where it did not end well. */
export function JobBand({ state }: { state: BackupState }) {
  const { t } = useTranslation('backups');
  const cancel = useCancelJob();
  const { job, lastEnd } = state;
  if (job !== null) {
    const label = `${t(`job.${job.kind}`)} · ${t(`stage.${job.stage}`)}`;
    const stop = () => cancel.mutate(undefined, { onError: (error) => tell(refusalText(t, error)) });
    return (
      <div className={styles.band}>
        <Progress label={label} done={job.done} total={job.total === 0 ? null : job.total} onCancel={stop} />
      </div>
    );
  }
  if (lastEnd === null || lastEnd.ok) return null;
  return (
    <div className={styles.band} data-tone={lastEnd.problem === 'CANCELLED' ? undefined : 'danger'} role="status">
      <span>
        {t('job.ended', { job: t(`job.${lastEnd.kind}`) })} {problemText(t, lastEnd.problem)}
      </span>
      <Age at={lastEnd.at} />
    </div>
  );
}

/** A restore in the terminal stays in sight until a second person has signed. */
export function CountersignBand({ state }: { state: BackupState }) {
  const { t } = useTranslation('backups');
  const sign = useCountersign();
  return state.restores
    .filter((row) => row.state === 'to-countersign')
    .map((row) => (
      <div key={row.id} className={styles.band} data-tone="warning" role="status">
        <span>{t('countersign.text', { who: row.requestedBy })}</span>
        <Button
          size="compact-xs"
          variant="default"
          loading={sign.isPending}
          onClick={() =>
            sign.mutate(
              { id: row.id },
              { onSuccess: () => tell(t('countersign.done')), onError: (error) => tell(refusalText(t, error)) },
            )
          }
        >
          {t('countersign.act')}
        </Button>
      </div>
    ));
}
