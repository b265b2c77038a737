import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY } from '../../../../shared/base/time';
import type { ProofDay, RegisterState } from '../../../../shared/features/register/contract';
import type { ProofState } from '../../../../shared/features/register/proof';
import { client } from '../../../app/client';
import { useCommand } from '../../../app/keys';
import { useNow } from '../../../ui/format/FormatProvider';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { Scroll } from '../../../ui/Screen';
import { ErrorState, Progress, SkeletonRows } from '../../../ui/states';
import { useSaidCall } from '../../../ui/useSaidCall';
import { StatusTag, type Tone } from '../../../ui/values';
import { readAgain, useProofs } from '../queries';
import { refusalOf } from '../refusals';
import { Anchors } from './Anchors';
import { Incidents } from './Incidents';
import styles from './register.module.css';

const TONES: Readonly<Record<ProofState, Tone>> = {
  equal: 'live',
  different: 'danger',
  'inputs-changed': 'warning',
  'model-missing': 'warning',
  unprovable: 'neutral',
};

/** Days computed again, what came of it, and where the register is anchored. */
export function Proofs({ state }: { state: RegisterState | undefined }) {
  const { t } = useTranslation('register');
  const proofs = useProofs();
  const yesterday = new Date(useNow() - DAY).toISOString().slice(0, 10);
  const [day, setDay] = useState<string | null>(null);
  const call = useSaidCall((wanted: string) => client.register.prove({ day: wanted }), {
    said: t('proofs.started'),
    reread: readAgain,
    sentence: (code) => refusalOf(t, code),
  });
  const run = () => call.run(day ?? yesterday);
  useCommand('register.prove', run);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run();
  };
  return (
    <Scroll label={t('proofs.title')}>
      {state !== undefined && <Incidents incidents={state.incidents} />}
      <Block title={t('proofs.title')} hint={t('proofs.hint')}>
        <form className={styles.form} onSubmit={submit}>
          <div className={styles.acts}>
            <TextInput
              size="xs"
              type="date"
              aria-label={t('proofs.day')}
              value={day ?? yesterday}
              onChange={(event) => setDay(event.currentTarget.value === '' ? null : event.currentTarget.value)}
            />
            <Button size="xs" variant="default" type="submit" loading={call.busy}>
              {t('proofs.run')}
            </Button>
          </div>
          {call.refusal !== null && (
            <p className={styles.bad} role="alert">
              {call.refusal}
            </p>
          )}
          {state?.proving != null && (
            <Progress
              label={t('proofs.running', { day: state.proving.day })}
              done={state.proving.done}
              total={state.proving.total}
            />
          )}
        </form>
        {proofs.data === undefined ? (
          proofs.isError ? (
            <ErrorState error={proofs.error} onRetry={() => void proofs.refetch()} />
          ) : (
            <SkeletonRows rows={4} />
          )
        ) : proofs.data.days.length === 0 ? (
          <Empty title={t('proofs.none')} text={t('proofs.noneHint')} />
        ) : (
          <Days days={proofs.data.days} />
        )}
      </Block>
      {state !== undefined && <Anchors key={JSON.stringify(state.anchors.settings)} state={state} />}
    </Scroll>
  );
}

function Days({ days }: { days: readonly ProofDay[] }) {
  const { t } = useTranslation('register');
  return (
    <PlainTable
      label={t('proofs.title')}
      columns={[
        { header: t('proofs.day') },
        { header: t('proofs.state') },
        { header: t('proofs.signals'), align: 'end' },
        { header: t('proofs.first') },
        { header: t('proofs.digest') },
      ]}
    >
      {days.map((one) => (
        <tr key={one.day}>
          <th scope="row">{one.day}</th>
          <td>
            <StatusTag tone={TONES[one.state]}>{t(`state.${one.state}`)}</StatusTag>
          </td>
          <td data-align="end">{one.signals}</td>
          <td>{firstOf(one)}</td>
          <td>
            <code title={one.digest}>{one.digest.slice(0, 12)}</code>
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}

/** The first thing that the worst instrument of the day met. */
function firstOf({ rows, state }: ProofDay): string {
  const row = rows.find((one) => one.state === state);
  const found = row?.findings[0];
  return row === undefined || found === undefined
    ? '–'
    : `${row.instrument} ${found.field}: ${found.sealed ?? '–'} ≠ ${found.recomputed ?? '–'}`;
}
