import { IconEyeOff } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleDay } from '../../../shared/features/reviews/contract';
import { useListKeys } from '../../app/useListKeys';
import type { TableHandle } from '../../ui/DataTable';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { Days } from './parts/Days';
import { Figures } from './parts/Figures';
import styles from './parts/reviews.module.css';
import { Sample } from './parts/Sample';
import { Work } from './parts/Work';
import { useSample, useSamples } from './queries';

/** The daily samples, and the place where a signal is judged without knowing what became of it. */
export function ReviewsScreen() {
  const { t } = useTranslation('reviews');
  const samples = useSamples();
  const { data } = samples;
  return (
    <Screen title={t('title')}>
      {data === undefined ? (
        samples.isError ? (
          <ErrorState error={samples.error} onRetry={() => void samples.refetch()} />
        ) : (
          <SkeletonRows rows={12} />
        )
      ) : data.days.length === 0 ? (
        <EmptyState icon={<IconEyeOff size={24} aria-hidden />} title={t('none.title')} text={t('none.text')} />
      ) : (
        <Desk days={data.days} mine={data.mine} />
      )}
    </Screen>
  );
}

function Desk({ days, mine }: { days: readonly SampleDay[]; mine: number }) {
  const { t } = useTranslation('reviews');
  const [chosenDay, setChosenDay] = useState<string | null>(null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const day = days.find((one) => one.day === chosenDay) ?? days.findLast((one) => one.mine > 0) ?? days[0];
  const rows = useSample(day?.day ?? '').data?.rows ?? [];
  const row = rows.find(({ id }) => id === chosenId) ?? rows.find((one) => one.mine) ?? rows[0];
  const table = useRef<TableHandle>(null);
  useListKeys(table);
  const choose = (next: string, id: string | null) => {
    setChosenDay(next);
    setChosenId(id);
  };
  if (day === undefined) return null;
  return (
    <div className={styles.desk}>
      <Figures days={days} mine={mine} />
      <div className={styles.panes}>
        <SplitView
          id="reviews"
          panes={[
            {
              id: 'samples',
              label: t('samples'),
              share: 38,
              least: 360,
              content: (
                <div className={styles.lists}>
                  <Days days={days} chosen={day.day} onChoose={(next) => choose(next, null)} />
                  <Sample day={day} rows={rows} chosen={row?.id ?? null} table={table} onChoose={(id) => choose(day.day, id)} />
                </div>
              ),
            },
            {
              id: 'work',
              label: t('work.title'),
              share: 62,
              least: 480,
              content:
                row === undefined ? (
                  <EmptyState title={t('sample.none')} text={t('sample.noneText')} />
                ) : (
                  <Work key={row.id} row={row} onNext={(next) => choose(next?.day ?? day.day, next?.id ?? row.id)} />
                ),
            },
          ]}
        />
      </div>
    </div>
  );
}
