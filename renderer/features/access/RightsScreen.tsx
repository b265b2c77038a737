import { Select } from '@mantine/core';
import { IconLicense } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PERMISSIONS, ROLES, type Role } from '../../../shared/base/access';
import { useCommand } from '../../app/keys';
import { Filter, SearchField } from '../../ui/FilterBar';
import { Screen } from '../../ui/Screen';
import { EmptyState } from '../../ui/states';
import { MatrixTable } from './parts/MatrixTable';
import { useOperators } from './queries';
import { permissionKey } from './rightsView';

/** Which role grants what, from which level on: the very table that the router enforces. */
export function RightsScreen() {
  const { t } = useTranslation('access');
  const { data } = useOperators();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<readonly Role[]>([]);
  const [id, setId] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useCommand('screen.search', () => field.current?.focus());
  const people = (data?.rows ?? []).filter((row) => row.state !== 'archived');
  const operator = people.find((row) => row.id === id) ?? null;
  const wanted = text.trim().toLowerCase();
  const permissions = PERMISSIONS.filter((permission) =>
    `${permission} ${t(permissionKey(permission))}`.toLowerCase().includes(wanted),
  );
  const roles = chosen.length > 0 ? chosen : operator === null ? ROLES : ROLES.filter((role) => operator.roles.includes(role));
  return (
    <Screen
      title={t('matrix.title')}
      filters={
        <>
          <SearchField ref={field} label={t('matrix.search')} value={text} onChange={setText} />
          <Filter
            label={t('column.role')}
            options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
            chosen={chosen}
            onChange={setChosen}
          />
          <Select
            size="xs"
            w={220}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('matrix.everybody') }}
            comboboxProps={{ transitionProps: { duration: 0 } }}
            aria-label={t('matrix.operator')}
            placeholder={t('matrix.operator')}
            data={people.map((row) => ({ value: row.id, label: row.name }))}
            value={id}
            onChange={setId}
          />
        </>
      }
    >
      {permissions.length === 0 ? (
        <EmptyState icon={<IconLicense size={24} aria-hidden />} title={t('matrix.noMatch')} text={t('matrix.noMatchHint')} />
      ) : (
        <MatrixTable permissions={permissions} roles={roles} operator={operator} />
      )}
    </Screen>
  );
}
