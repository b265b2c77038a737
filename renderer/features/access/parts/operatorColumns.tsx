import type { TFunction } from 'i18next';
import type { Operator } from '../../../../shared/features/access/operator';
import type { Column } from '../../../ui/DataTable';
import { Age } from '../../../ui/values';
import { SecondFactorTag, StateTag } from './OperatorTags';

/** Names of roles; many are counted after the first ones. */
export function rolesText(operator: Pick<Operator, 'roles'>, t: TFunction<'access'>, shown: number): string {
  const names = operator.roles.slice(0, shown).map((role) => t(`role.${role}`));
  const more = operator.roles.length - names.length;
  return more > 0 ? `${names.join(', ')} ${t('more', { count: more })}` : names.join(', ');
}

export function operatorColumns(t: TFunction<'access'>): readonly Column<Operator>[] {
  return [
    { id: 'name', header: t('column.name'), width: 'minmax(120px, 1.2fr)', cell: (row) => row.name },
    {
      id: 'roles',
      header: t('column.roles'),
      width: 'minmax(140px, 1.6fr)',
      cell: (row) => rolesText(row, t, row.roles.length > 2 ? 1 : 2),
    },
    { id: 'level', header: t('column.level'), width: '62px', align: 'end', cell: (row) => row.level },
    { id: 'tier', header: t('column.tier'), width: '62px', align: 'end', cell: (row) => (row.tier === 0 ? '–' : `L${row.tier}`) },
    { id: 'state', header: t('column.state'), width: '96px', cell: (row) => <StateTag state={row.state} /> },
    { id: 'factor', header: t('column.secondFactor'), width: '104px', cell: (row) => <SecondFactorTag operator={row} /> },
    { id: 'seen', header: t('column.seen'), width: '112px', cell: (row) => <Age at={row.lastSeenAt} /> },
  ];
}
