import { Checkbox, MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY, type Timeframe } from '../../../../shared/base/time';
import { dayOf, dayStart } from '../../../../shared/base/zonedDay';
import type { TrainingInput } from '../../../../shared/features/models/contract';
import { client } from '../../../app/client';
import { FormDialog } from '../../../ui/FormDialog';
import { useFormat } from '../../../ui/format/FormatProvider';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { useAct, useMaterial } from '../queries';
import styles from './models.module.css';

type Material = NonNullable<ReturnType<typeof useMaterial>['data']>;

/** How far back a training reaches unless said. */
const USUAL_DAYS = 31;

/** What to learn from. The work goes on by itself and is seen on the screen behind. */
export function TrainDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('models');
  const material = useMaterial();
  const begin = useAct(client.models.train, t('train.begun'), onClose);
  const { data } = material;
  if (data === undefined) {
    return (
      <FormDialog
        title={t('train.title')}
        action={t('train.act')}
        ready={false}
        busy={false}
        onSubmit={onClose}
        onClose={onClose}
      >
        {material.isError ? <ErrorState error={material.error} /> : <SkeletonRows rows={4} />}
      </FormDialog>
    );
  }
  return <Fields material={data} busy={begin.busy} refusal={begin.refusal} onBegin={begin.run} onClose={onClose} />;
}

interface FieldsProps {
  readonly material: Material;
  readonly busy: boolean;
  readonly refusal: string | null;
  readonly onBegin: (input: TrainingInput) => void;
  readonly onClose: () => void;
}

function Fields({ material, busy, refusal, onBegin, onClose }: FieldsProps) {
  const { t } = useTranslation('models');
  const { timeZone } = useFormat();
  const stored = material.instruments.flatMap(({ id, lastTs }) => (lastTs === null ? [] : [{ id, lastTs }]));
  const last = Math.max(0, ...stored.map(({ lastTs }) => lastTs));
  const [instruments, setInstruments] = useState<string[]>(stored.map(({ id }) => id));
  const [timeframes, setTimeframes] = useState<readonly Timeframe[]>(material.timeframes);
  const [from, setFrom] = useState(dayOf(Math.max(0, last - USUAL_DAYS * DAY), timeZone));
  const [to, setTo] = useState(dayOf(last, timeZone));
  const [seed, setSeed] = useState('1');
  const start = dayStart(from, timeZone);
  const end = dayStart(to, timeZone);
  const sown = Number(seed);
  const ready =
    instruments.length > 0 && timeframes.length > 0 && start !== null && end !== null && start <= end && /^\d{1,9}$/.test(seed);
  const submit = () => {
    if (start === null || end === null) return;
    // The last day is inside.
    onBegin({ instruments, from: start, to: end + DAY, timeframes: [...timeframes], seed: sown });
  };
  return (
    <FormDialog
      title={t('train.title')}
      action={t('train.act')}
      size={520}
      ready={ready}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{stored.length === 0 ? t('train.nothing') : t('train.text', { source: material.source })}</p>
      <div className={styles.fields}>
        <MultiSelect
          className={styles.wide}
          label={t('train.instruments')}
          data={stored.map(({ id }) => id)}
          value={instruments}
          onChange={setInstruments}
          searchable
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
        <fieldset className={`${styles.checks} ${styles.wide}`}>
          <legend>{t('train.timeframes')}</legend>
          {material.timeframes.map((one) => (
            <Checkbox
              key={one}
              size="xs"
              label={one}
              checked={timeframes.includes(one)}
              onChange={({ currentTarget }) =>
                setTimeframes(
                  material.timeframes.filter((each) => (each === one ? currentTarget.checked : timeframes.includes(each))),
                )
              }
            />
          ))}
        </fieldset>
        <TextInput
          data-autofocus
          type="date"
          label={t('train.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput type="date" label={t('train.to')} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        <TextInput
          className={styles.wide}
          label={t('train.seed')}
          description={t('train.seedHint')}
          inputMode="numeric"
          value={seed}
          onChange={(event) => setSeed(event.currentTarget.value)}
        />
      </div>
    </FormDialog>
  );
}
