import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewDetail, ReviewRow } from '../../../../shared/features/people/contract';
import { client } from '../../../app/client';
import { useHello } from '../../../app/frame/hello';
import { useCommand, useKeyOf } from '../../../app/keys';
import { type Column, DataTable, type TableHandle } from '../../../ui/DataTable';
import { KeyTip } from '../../../ui/KeyHint';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { Inspector, Section } from '../../../ui/Screen';
import { SplitView } from '../../../ui/SplitView';
import { Age, Fields, StatusTag, Time, type Tone } from '../../../ui/values';
import { useChange } from '../queries';
import styles from './people.module.css';

const VERDICTS = ['keep', 'change', 'disable'] as const;
type Verdict = (typeof VERDICTS)[number];
const TONES: Readonly<Record<Verdict, Tone>> = { keep: 'live', change: 'warning', disable: 'danger' };

/** Everybody's rights as they stood, and the decision on the chosen one. */
export function ReviewTable({ review, mayManage }: { review: ReviewDetail; mayManage: boolean }) {
  const { t } = useTranslation(['people', 'access']);
  const [picked, setPicked] = useState<string | null>(null);
  const table = useRef<TableHandle>(null);
  const columns = useMemo(() => reviewColumns(t), [t]);
  useCommand('list.next', () => table.current?.move(1));
  useCommand('list.previous', () => table.current?.move(-1));
  useCommand('screen.back', () => table.current?.focus());
  const chosen = review.register.find(({ operator }) => operator === picked) ?? review.register[0];
  return (
    <SplitView
      id="review"
      panes={[
        {
          id: 'rows',
          label: t('people:review.rows'),
          share: 64,
          least: 460,
          content: (
            <DataTable
              ref={table}
              label={t('people:review.rows')}
              columns={columns}
              rows={review.register}
              rowKey={(row) => row.operator}
              chosen={chosen?.operator ?? null}
              onChoose={(row) => setPicked(row.operator)}
            />
          ),
        },
        {
          id: 'row',
          label: t('people:review.row'),
          share: 36,
          least: 320,
          content: chosen === undefined ? null : <Row key={chosen.operator} id={review.id} row={chosen} mayManage={mayManage} />,
        },
      ]}
    />
  );
}

type Say = TFunction<['people', 'access']>;

const rolesOf = (row: ReviewRow, t: Say) => row.roles.map((role) => t(`access:role.${role}`)).join(', ');

function Decided({ row, t }: { row: ReviewRow; t: Say }) {
  if (row.decision === null) return <StatusTag>{t('people:review.undecided')}</StatusTag>;
  return <StatusTag tone={TONES[row.decision.verdict]}>{t(`people:verdict.${row.decision.verdict}`)}</StatusTag>;
}

function reviewColumns(t: Say): readonly Column<ReviewRow>[] {
  return [
    { id: 'name', header: t('people:column.name'), width: 'minmax(120px, 1fr)', cell: ({ name }) => name ?? t('people:erased') },
    { id: 'roles', header: t('access:column.roles'), width: 'minmax(140px, 1.2fr)', cell: (row) => rolesOf(row, t) },
    { id: 'level', header: t('access:column.level'), width: '64px', align: 'end', cell: ({ level }) => level },
    { id: 'seen', header: t('access:column.seen'), width: '112px', cell: ({ lastSeenAt }) => <Age at={lastSeenAt} /> },
    { id: 'decision', header: t('people:column.decision'), width: '116px', cell: (row) => <Decided row={row} t={t} /> },
  ];
}

function Row({ id, row, mayManage }: { id: string; row: ReviewRow; mayManage: boolean }) {
  const { t } = useTranslation(['people', 'access']);
  const own = useHello()?.operator?.id === row.operator;
  const time = (at: number | null) => (at === null ? '–' : <Time at={at} style="full" />);
  return (
    <Inspector title={row.name ?? t('people:erased')} tags={<Decided row={row} t={t} />}>
      <Section>
        <Fields
          rows={[
            { name: t('access:rights.roles'), value: rolesOf(row, t) },
            { name: t('access:rights.level'), value: t(`access:level.${row.level}`) },
            { name: t('access:rights.tier'), value: t(`access:tier.${row.tier}`) },
            { name: t('people:review.lastUse'), value: time(row.lastSeenAt) },
            { name: t('people:review.passwordAge'), value: time(row.passwordAt) },
            { name: t('people:review.factorAge'), value: time(row.secondFactorAt) },
            ...(row.decision === null
              ? []
              : [{ name: t('people:reason'), value: `${row.decision.by} : ${row.decision.reason}` }]),
          ]}
        />
      </Section>
      {mayManage && (
        <Section title={t('people:review.decide')}>
          {own ? <p className={styles.note}>{t('people:refusal.OWN_ROW')}</p> : <Verdicts id={id} row={row} />}
        </Section>
      )}
    </Inspector>
  );
}

function Verdicts({ id, row }: { id: string; row: ReviewRow }) {
  const { t } = useTranslation('people');
  const [asked, setAsked] = useState<Verdict | null>(null);
  const call = useChange(
    (reason: string) => client.people.decideReview({ id, operator: row.operator, verdict: asked ?? 'keep', reason }),
    t('review.noted'),
    () => setAsked(null),
  );
  return (
    <>
      <div className={styles.acts}>
        {VERDICTS.map((verdict) => (
          <VerdictButton key={verdict} verdict={verdict} onRun={() => setAsked(verdict)} />
        ))}
      </div>
      {asked !== null && (
        <ReasonDialog
          title={t(`command.${asked}`)}
          text={t(`review.${asked}Text`, { name: row.name ?? t('erased') })}
          action={t(`verdictAct.${asked}`)}
          danger={asked === 'disable'}
          busy={call.busy}
          refusal={call.refusal}
          onConfirm={call.run}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

function VerdictButton({ verdict, onRun }: { verdict: Verdict; onRun: () => void }) {
  const { t } = useTranslation('people');
  useCommand(`people.${verdict}`, onRun);
  return (
    <KeyTip label={t(`command.${verdict}`)} shortcut={useKeyOf(`people.${verdict}`)}>
      <Button size="xs" variant="default" onClick={onRun}>
        {t(`verdictAct.${verdict}`)}
      </Button>
    </KeyTip>
  );
}
