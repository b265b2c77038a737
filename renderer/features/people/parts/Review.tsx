import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewDetail, ReviewDue, ReviewSummary } from '../../../../shared/features/people/contract';
import { client } from '../../../app/client';
import { useCommand, useKeyOf } from '../../../app/keys';
import { shell } from '../../../app/shell';
import { KeyTip } from '../../../ui/KeyHint';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states';
import { tell } from '../../../ui/toasts';
import { StatusTag, Time, type Tone } from '../../../ui/values';
import { useChange, useReview, useReviews } from '../queries';
import styles from './people.module.css';
import { ReviewTable } from './ReviewTable';

/** The quarter's review of rights: what is due, every right as it stood, what was decided, and the signature under it. */
export function Review({ mayManage }: { mayManage: boolean }) {
  const { data, error, isPending, refetch } = useReviews();
  const [picked, setPicked] = useState<string | null>(null);
  const id = picked ?? data?.rows[0]?.id ?? null;
  if (isPending) return <SkeletonRows rows={8} />;
  if (data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <div className={styles.review}>
      <DueBand
        due={data.due}
        mayBegin={mayManage && data.rows.every(({ period }) => period !== data.due.period)}
        onBegun={setPicked}
      />
      <div className={styles.reviewBody}>
        {id === null ? <Nothing /> : <Chosen id={id} rows={data.rows} mayManage={mayManage} onPick={setPicked} />}
      </div>
    </div>
  );
}

function Nothing() {
  const { t } = useTranslation('people');
  return <EmptyState title={t('review.none')} text={t('review.noneHint')} />;
}

const TONES: Readonly<Record<ReviewDue['state'], Tone>> = {
  'none-yet': 'neutral',
  'to-do': 'accent',
  begun: 'accent',
  signed: 'live',
  overdue: 'danger',
};

function DueBand({ due, mayBegin, onBegun }: { due: ReviewDue; mayBegin: boolean; onBegun: (id: string) => void }) {
  const { t } = useTranslation('people');
  const begin = useChange(client.people.beginReview, t('review.begun'), ({ id }) => onBegun(id));
  const toBegin = mayBegin && (due.state === 'to-do' || due.state === 'overdue');
  return (
    <div className={styles.reviewHead}>
      <StatusTag tone={TONES[due.state]}>{t(`review.state.${due.state}`)}</StatusTag>
      <p>
        {t('review.period', { period: due.period })}
        {due.state !== 'signed' && due.state !== 'none-yet' && (
          <>
            {' '}
            · {t('review.before')} <Time at={due.overdueAt} style="day" />
          </>
        )}
      </p>
      {begin.refusal !== null && <span role="alert">{begin.refusal}</span>}
      {toBegin && (
        <Button size="xs" loading={begin.busy} onClick={() => begin.run(undefined)}>
          {t('review.begin')}
        </Button>
      )}
    </div>
  );
}

interface ChosenProps {
  readonly id: string;
  readonly rows: readonly ReviewSummary[];
  readonly mayManage: boolean;
  readonly onPick: (id: string) => void;
}

function Chosen({ id, rows, mayManage, onPick }: ChosenProps) {
  const { t } = useTranslation('people');
  const { data, error, isPending, refetch } = useReview(id);
  if (isPending) return <SkeletonRows rows={8} />;
  if (data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <div className={styles.review}>
      <div className={styles.reviewHead}>
        <Select
          size="xs"
          aria-label={t('review.choose')}
          allowDeselect={false}
          data={rows.map((row) => ({ value: row.id, label: row.period }))}
          value={id}
          onChange={(value) => value !== null && onPick(value)}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
        <p className={styles.note}>
          {t('review.taken', { name: data.takenBy })} <Time at={data.takenAt} style="short" /> ·{' '}
          {t('review.decided', { done: data.decided, total: data.rows })}
          {data.signedAt !== null && (
            <>
              {' '}
              · {t('review.signedBy', { name: data.signedBy ?? '–' })} <Time at={data.signedAt} style="short" />
            </>
          )}
        </p>
        <Closing review={data} mayManage={mayManage} />
      </div>
      <div className={styles.reviewBody}>
        <ReviewTable review={data} mayManage={mayManage && data.signedAt === null} />
      </div>
    </div>
  );
}

/** The signature, once every row is decided, and the review as a file. */
function Closing({ review: { id, rows, decided, signedAt }, mayManage }: { review: ReviewDetail; mayManage: boolean }) {
  const { t } = useTranslation('people');
  const sign = useChange(client.people.signReview, t('review.signed'));
  const exporting = useChange(
    async () => {
      const { name: period, text } = await client.people.exportReview({ id });
      const name = `${t('review.fileName')}-${period}.csv`;
      const bytes = await new Blob([text]).arrayBuffer();
      return { name, saved: await shell.saveFile({ name, mime: 'text/csv', bytes }) };
    },
    t('review.exporting'),
    ({ name, saved }) => tell(saved ? t('review.exported', { name }) : t('review.notExported')),
  );
  const maySign = mayManage && signedAt === null;
  const whole = rows === decided;
  useCommand('people.sign', () => sign.run({ id }), maySign && whole);
  useCommand('people.export', () => exporting.run(undefined));
  const keys = { sign: useKeyOf('people.sign'), export: useKeyOf('people.export') };
  const refusal = sign.refusal ?? exporting.refusal;
  return (
    <>
      {refusal !== null && (
        <p className={styles.refusal} role="alert">
          {refusal}
        </p>
      )}
      <KeyTip label={t('command.export')} shortcut={keys.export}>
        <Button size="xs" variant="default" loading={exporting.busy} onClick={() => exporting.run(undefined)}>
          {t('review.export')}
        </Button>
      </KeyTip>
      {maySign && (
        <KeyTip label={t('command.sign')} shortcut={keys.sign}>
          <Button size="xs" disabled={!whole} loading={sign.busy} onClick={() => sign.run({ id })}>
            {t('review.sign')}
          </Button>
        </KeyTip>
      )}
    </>
  );
}
