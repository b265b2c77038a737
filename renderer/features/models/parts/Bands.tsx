import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { useCommand } from '../../../app/keys';
import { Progress } from '../../../ui/states';
import { Age, Time } from '../../../ui/values';
import { modelName } from '../modelName';
import { useAct, useMay, type useModels } from '../queries';
import styles from './models.module.css';

type List = NonNullable<ReturnType<typeof useModels>['data']>;

/** What the confidence of new signals is made of, right now. */
export function ForceBand({ list }: { list: List }) {
  const { t } = useTranslation('models');
  const model = list.rows.find(({ id }) => id === list.inForce);
  if (model === undefined) return <p className={styles.band}>{t('force.none')}</p>;
  return (
    <p className={styles.band} data-tone="live">
      <span>
        {t('force.model', { name: modelName(model.id) })}{' '}
        {model.expiresAt !== null && (
          <>
            {t('force.until')} <Time at={model.expiresAt} />.
          </>
        )}
      </span>
    </p>
  );
}

/** What runs and how far it is; else how the last training ended, where that needs a word. */
export function JobBand({ list, onOpen }: { list: List; onOpen: (id: string) => void }) {
  const { t } = useTranslation('models');
  const mayTrain = useMay('models:train');
  const cancel = useAct(client.models.cancel, t('job.cancelling'));
  const { job, lastEnd } = list;
  useCommand('models.cancel', () => cancel.run(undefined), mayTrain && job !== null);
  if (job !== null) {
    return (
      <div className={styles.band}>
        <Progress
          label={t(`job.${job.stage}`)}
          done={job.done}
          total={job.total === 0 ? null : job.total}
          {...(mayTrain ? { onCancel: () => cancel.run(undefined) } : {})}
        />
      </div>
    );
  }
  if (lastEnd === null) return null;
  const { model, problem, at } = lastEnd;
  const tone = problem === null || problem === 'KNOWN' || problem === 'CANCELLED' ? undefined : 'danger';
  return (
    <div className={styles.band} data-tone={tone} role="status">
      <span>{problem === null ? t('job.done') : t(`job.problem.${problem}`)}</span>
      <Age at={at} />
      {model !== null && (
        <Button size="compact-xs" variant="default" onClick={() => onOpen(model)}>
          {t('job.open', { name: modelName(model) })}
        </Button>
      )}
    </div>
  );
}
