import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES } from '../../../../shared/base/access';
import { useCommand } from '../../../app/keys';
import { Filter, SearchField } from '../../../ui/FilterBar';
import { type OperatorsSearch, rolesIn, STATES, statesIn } from '../operatorsSearch';

interface OperatorFiltersProps {
  readonly search: OperatorsSearch;
  readonly onChange: (search: OperatorsSearch) => void;
}

export function OperatorFilters({ search, onChange }: OperatorFiltersProps) {
  const { t } = useTranslation('access');
  const field = useRef<HTMLInputElement>(null);
  useCommand('screen.search', () => field.current?.focus());
  const change = (key: keyof OperatorsSearch, value: string) => {
    const { [key]: _old, ...rest } = search;
    onChange(value === '' ? rest : { ...rest, [key]: value });
  };
  return (
    <>
      <SearchField ref={field} label={t('operators.search')} value={search.q ?? ''} onChange={(text) => change('q', text)} />
      <Filter
        label={t('column.state')}
        options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        chosen={statesIn(search)}
        onChange={(chosen) => change('state', chosen.join(','))}
      />
      <Filter
        label={t('column.role')}
        options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
        chosen={rolesIn(search)}
        onChange={(chosen) => change('role', chosen.join(','))}
      />
    </>
  );
}
