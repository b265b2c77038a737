import type { TFunction } from 'i18next';
import type { ApprovalRow, ApprovalState } from '../../../../shared/features/approvals/contract';
import type { Column } from '../../../ui/DataTable';
import { Age, StatusTag, Time, type Tone } from '../../../ui/values';
import type { Box } from '../approvalsSearch';
import { kindWord } from '../kindWords';
import { Amount } from './Amount';

type Say = TFunction<['approvals', 'access']>;

const TONES: Readonly<Record<ApprovalState, Tone>> = {
  open: 'accent',
  approved: 'live',
  refused: 'danger',
  expired: 'warning',
  withdrawn: 'neutral',
  executed: 'live',
};

export function ApprovalTag({ state, t }: { state: ApprovalState; t: Say }) {
  return <StatusTag tone={TONES[state]}>{t(`approvals:state.${state}`)}</StatusTag>;
}

/** What is asked, by whom and until when; once it is over, how it ended. `amounts`: whether any row has one. */
export function approvalColumns(t: Say, language: 'fr' | 'en', box: Box, amounts: boolean): readonly Column<ApprovalRow>[] {
  const given = ({ groups }: ApprovalRow) => `${groups.filter(({ approval }) => approval !== null).length}/${groups.length}`;
  const amount: Column<ApprovalRow> = {
    id: 'amount',
    header: t('approvals:column.amount'),
    width: '96px',
    align: 'end',
    cell: (row) => <Amount of={row.amount} />,
  };
  const what: readonly Column<ApprovalRow>[] = [
    { id: 'kind', header: t('approvals:column.kind'), width: '108px', cell: ({ kind }) => kindWord(kind, t as never) },
    { id: 'title', header: t('approvals:column.title'), width: 'minmax(180px, 1fr)', cell: ({ title }) => title[language] },
    ...(amounts ? [amount] : []),
    { id: 'by', header: t('approvals:column.by'), width: '120px', cell: ({ requestedBy }) => requestedBy.name },
  ];
  if (box === 'decided') {
    return [
      ...what,
      {
        id: 'state',
        header: t('approvals:column.state'),
        width: '104px',
        cell: ({ state }) => <ApprovalTag state={state} t={t} />,
      },
      { id: 'settled', header: t('approvals:column.settled'), width: '112px', cell: ({ settledAt }) => <Age at={settledAt} /> },
    ];
  }
  return [
    ...what,
    { id: 'given', header: t('approvals:column.given'), width: '88px', align: 'end', cell: given },
    {
      id: 'expires',
      header: t('approvals:column.expires'),
      width: '124px',
      cell: ({ expiresAt }) => <Time at={expiresAt} style="short" />,
    },
  ];
}
