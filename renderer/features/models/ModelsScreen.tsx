import { Button } from '@mantine/core';
import { IconBrain, IconPlus } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useKeyOf } from '../../app/keys';
import { KeyTip } from '../../ui/KeyHint';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { ForceBand, JobBand } from './parts/Bands';
import { ModelList } from './parts/ModelList';
import { ModelPane } from './parts/ModelPane';
import styles from './parts/models.module.css';
import { TrainDialog } from './parts/TrainDialog';
import { useMay, useModels } from './queries';

/** Which model stands behind the confidence, what each is worth, and who decided so. */
export function ModelsScreen() {
  const { t } = useTranslation('models');
  const models = useModels();
  const mayTrain = useMay('models:train');
  const [training, setTraining] = useState(false);
  useCommand('screen.create', () => setTraining(true), mayTrain);
  return (
    <Screen title={t('title')} actions={mayTrain && <TrainButton onOpen={() => setTraining(true)} />}>
      {models.data === undefined ? (
        models.isError ? (
          <ErrorState error={models.error} onRetry={() => void models.refetch()} />
        ) : (
          <SkeletonRows rows={12} />
        )
      ) : (
        <Content list={models.data} onTrain={mayTrain ? () => setTraining(true) : null} />
      )}
      {training && <TrainDialog onClose={() => setTraining(false)} />}
    </Screen>
  );
}

function TrainButton({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('models');
  return (
    <KeyTip label={t('train.open')} shortcut={useKeyOf('screen.create')}>
      <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={onOpen}>
        {t('train.open')}
      </Button>
    </KeyTip>
  );
}

interface ContentProps {
  readonly list: NonNullable<ReturnType<typeof useModels>['data']>;
  readonly onTrain: (() => void) | null;
}

function Content({ list, onTrain }: ContentProps) {
  const { t } = useTranslation('models');
  const { id } = useParams({ from: '/models/{-$id}' });
  const navigate = useNavigate({ from: '/models/{-$id}' });
  const pane = useRef<HTMLElement>(null);
  const choose = (next: string) =>
    void navigate({ to: '/models/{-$id}', params: { id: next }, search: (search) => search, replace: true });
  const chosen = id ?? list.inForce ?? list.rows[0]?.id;
  return (
    <div className={styles.screen}>
      <ForceBand list={list} />
      <JobBand list={list} onOpen={choose} />
      <div className={styles.body}>
        {chosen === undefined ? (
          <NoModels onTrain={onTrain} />
        ) : (
          <SplitView
            id="models"
            panes={[
              {
                id: 'list',
                label: t('list'),
                share: 42,
                least: 360,
                content: <ModelList rows={list.rows} chosen={chosen} onChoose={choose} onOpen={() => pane.current?.focus()} />,
              },
              {
                id: 'card',
                label: t('card'),
                share: 58,
                least: 420,
                content: (
                  <section ref={pane} className={styles.pane} tabIndex={-1} aria-label={t('card')}>
                    <ModelPane key={chosen} id={chosen} />
                  </section>
                ),
              },
            ]}
          />
        )}
      </div>
    </div>
  );
}

function NoModels({ onTrain }: { onTrain: (() => void) | null }) {
  const { t } = useTranslation('models');
  return (
    <EmptyState
      icon={<IconBrain size={24} aria-hidden />}
      title={t('empty.title')}
      text={t('empty.text')}
      action={
        onTrain === null ? null : (
          <Button size="xs" variant="default" onClick={onTrain}>
            {t('train.open')}
          </Button>
        )
      }
    />
  );
}
