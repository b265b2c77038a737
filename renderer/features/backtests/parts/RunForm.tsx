import { MultiSelect, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TIMEFRAMES } from '../../../../shared/base/time';
import { dayOf } from '../../../../shared/base/zonedDay';
import { client } from '../../../app/client';
import { FormDialog } from '../../../ui/FormDialog';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatTime } from '../../../ui/format/format';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { useSaidCall } from '../../../ui/useSaidCall';
import { type Choices, type Draft, firstDraft, requestOf } from '../draft';
import { readBacktests, useChoices } from '../queries';
import { refusalText } from '../refusalText';
import { useStrategyName } from '../strategyName';
import styles from './backtests.module.css';

interface RunFormProps {
  readonly onClose: () => void;
  readonly onStarted: (id: string) => void;
}

/** What is to be tried: instruments, period, timeframes, strategies, rules, model and costs. */
export function RunForm(props: RunFormProps) {
  const { t } = useTranslation('backtests');
  const choices = useChoices();
  if (choices.data !== undefined) return <Form {...props} choices={choices.data} />;
  return (
    <FormDialog
      title={t('form.title')}
      action={t('form.start')}
      ready={false}
      busy={false}
      onSubmit={() => undefined}
      onClose={props.onClose}
    >
      {choices.isError ? <ErrorState error={choices.error} onRetry={() => void choices.refetch()} /> : <SkeletonRows rows={6} />}
    </FormDialog>
  );
}

function Form({ choices, onClose, onStarted }: RunFormProps & { readonly choices: Choices }) {
  const { t } = useTranslation('backtests');
  const { timeZone } = useFormat();
  const [draft, setDraft] = useState<Draft>(() => firstDraft(choices, timeZone, t('form.firstName')));
  const change = (part: Partial<Draft>) => setDraft((present) => ({ ...present, ...part }));
  const request = requestOf(draft, choices, timeZone);
  const start = useSaidCall((input: Parameters<typeof client.backtests.run>[0]) => client.backtests.run(input), {
    said: t('form.started'),
    onDone: ({ id }) => onStarted(id),
    reread: readBacktests,
    sentence: (code) => refusalText(t, code),
  });
  const submit = () => {
    if (request !== null) start.run({ name: draft.name.trim(), request });
  };
  return (
    <FormDialog
      size={620}
      title={t('form.title')}
      action={t('form.start')}
      ready={request !== null && draft.name.trim() !== ''}
      busy={start.busy}
      refusal={start.refusal}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className={styles.note}>{t('form.explain')}</p>
      <TextInput
        data-autofocus
        label={t('form.name')}
        maxLength={80}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Instruments draft={draft} choices={choices} change={change} />
      <div className={styles.pair}>
        <TextInput
          type="date"
          label={t('form.from')}
          value={draft.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('form.to')}
          value={draft.to}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
      </div>
      <What draft={draft} choices={choices} change={change} />
      <Rules draft={draft} choices={choices} change={change} />
    </FormDialog>
  );
}

interface PartProps {
  readonly draft: Draft;
  readonly choices: Choices;
  readonly change: (part: Partial<Draft>) => void;
}

function Instruments({ draft, choices, change }: PartProps) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const { timeZone } = format;
  const stored = choices.instruments.filter(({ first }) => first !== null);
  const chosen = stored.filter(({ id }) => draft.instruments.includes(id));
  const first = Math.max(...chosen.map((one) => one.first ?? 0));
  const last = Math.min(...chosen.map((one) => one.last ?? 0));
  const note =
    chosen.length === 0
      ? t('form.noneChosen')
      : t('form.stored', { from: formatTime(first, format, 'day'), to: formatTime(last, format, 'day') });
  return (
    <MultiSelect
      label={t('form.instruments')}
      description={note}
      searchable
      data={stored.map(({ id, name }) => ({ value: id, label: name === id ? id : `${id} · ${name}` }))}
      value={[...draft.instruments]}
      onChange={(instruments) => {
        const some = stored.filter(({ id }) => instruments.includes(id));
        const since = Math.max(...some.map((one) => one.first ?? 0));
        // What was not touched follows what is stored.
        change(some.length === 0 || draft.touched ? { instruments } : { instruments, from: dayOf(since, timeZone) });
      }}
    />
  );
}

function What({ draft, choices, change }: PartProps) {
  const { t } = useTranslation('backtests');
  const strategyName = useStrategyName();
  return (
    <div className={styles.pair}>
      <MultiSelect
        label={t('form.timeframes')}
        data={TIMEFRAMES.filter((one) => choices.timeframes.includes(one)).map((one) => ({
          value: one,
          label: t(`timeframe.${one}`),
        }))}
        value={[...draft.timeframes]}
        onChange={(timeframes) => change({ timeframes: TIMEFRAMES.filter((one) => timeframes.includes(one)) })}
      />
      <MultiSelect
        label={t('form.strategies')}
        data={choices.strategies.map((one) => ({ value: one, label: strategyName(one) }))}
        value={[...draft.strategies]}
        onChange={(strategies) => change({ strategies })}
      />
    </div>
  );
}

const NUMBERS = ['costBps', 'minConfidence', 'tp1R', 'expiryBars'] as const;

function Rules({ draft, choices, change }: PartProps) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const costs = choices.instruments.filter(({ id }) => draft.instruments.includes(id)).map(({ costBps }) => costBps);
  const own =
    costs.length === 0
      ? ''
      : [...new Set([Math.min(...costs), Math.max(...costs)])].map((cost) => formatNumber(cost, format, 1)).join(' – ');
  const model = choices.models.find(({ id }) => id === draft.model);
  const seen =
    model !== undefined && dayOf(model.from, format.timeZone) <= draft.to && draft.from <= dayOf(model.to, format.timeZone);
  const placeholders = {
    costBps: own,
    minConfidence: formatNumber(60, format),
    tp1R: formatNumber(0.5, format, 1),
    expiryBars: '48',
  };
  return (
    <>
      <Select
        label={t('form.model')}
        allowDeselect={false}
        data={[
          { value: '', label: t('form.measured') },
          ...choices.models.map((one) => ({
            value: one.id,
            label: `${one.id.slice(0, 8)} · ${formatTime(one.trainedAt, format, 'day')}`,
          })),
        ]}
        value={draft.model}
        onChange={(model) => change({ model: model ?? '' })}
        {...(seen ? { description: t('form.inSample') } : {})}
      />
      <div className={styles.four}>
        {NUMBERS.map((name) => (
          <TextInput
            key={name}
            inputMode="decimal"
            label={t(`form.${name}`)}
            placeholder={placeholders[name]}
            value={draft[name]}
            onChange={(event) => change({ [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      <p className={styles.note}>{t('form.rulesHint', { ruleSet: choices.ruleSet })}</p>
    </>
  );
}
