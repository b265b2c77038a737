import type { TFunction } from 'i18next';
import type { CaseRow } from '../../../../shared/features/people/contract';
import type { Column } from '../../../ui/DataTable';
import { StatusTag, type Tone } from '../../../ui/values';
import { Day } from './Day';

const TONES: Readonly<Record<CaseRow['state'], Tone>> = { open: 'accent', closed: 'live', cancelled: 'neutral' };

export function CaseTag({ state, overdue, t }: { state: CaseRow['state']; overdue: number; t: TFunction<'people'> }) {
  if (state === 'open' && overdue > 0) return <StatusTag tone="warning">{t('late', { count: overdue })}</StatusTag>;
  return <StatusTag tone={TONES[state]}>{t(`state.${state}`)}</StatusTag>;
}

export function caseColumns(t: TFunction<'people'>): readonly Column<CaseRow>[] {
  return [
    { id: 'kind', header: t('column.kind'), width: '92px', cell: ({ kind }) => t(`kind.${kind}`) },
    { id: 'name', header: t('column.name'), width: 'minmax(140px, 1fr)', cell: ({ name }) => name ?? t('erased') },
    { id: 'day', header: t('column.day'), width: '112px', cell: ({ day }) => <Day of={day} /> },
    { id: 'done', header: t('column.done'), width: '72px', align: 'end', cell: ({ done, lines }) => `${done}/${lines}` },
    {
      id: 'state',
      header: t('column.state'),
      width: '128px',
      cell: ({ state, overdue }) => <CaseTag state={state} overdue={overdue} t={t} />,
    },
  ];
}
