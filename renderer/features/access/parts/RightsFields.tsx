import { MultiSelect, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type AccessLevel, ROLES, type Role, type SupportTier } from '../../../../shared/base/access';
import type { Rights } from '../../../../shared/features/access/operator';

export interface RightsDraft extends Rights {
  readonly team: string;
}

const LEVELS = [1, 2, 3, 4, 5] as const satisfies readonly AccessLevel[];
const TIERS = [0, 1, 2, 3] as const satisfies readonly SupportTier[];

interface RightsFieldsProps {
  readonly value: RightsDraft;
  readonly onChange: (value: RightsDraft) => void;
  /** Beside a list there is less room than in a dialog. */
  readonly dense?: boolean;
}

/** Roles, level, support tier and team: what somebody may do. */
export function RightsFields({ value, onChange, dense = false }: RightsFieldsProps) {
  const { t } = useTranslation('access');
  const size = dense ? 'xs' : 'sm';
  const still = { size, comboboxProps: { transitionProps: { duration: 0 } } };
  return (
    <>
      <MultiSelect
        {...still}
        searchable
        hidePickedOptions
        label={t('rights.roles')}
        nothingFoundMessage={t('rights.noRole')}
        error={value.roles.length === 0 ? t('rights.oneRole') : undefined}
        data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        value={[...value.roles]}
        onChange={(roles) => onChange({ ...value, roles: roles as Role[] })}
      />
      <Select
        {...still}
        label={t('rights.level')}
        description={t(`levelHint.${value.level}`)}
        allowDeselect={false}
        data={LEVELS.map((level) => ({ value: String(level), label: t(`level.${level}`) }))}
        value={String(value.level)}
        onChange={(level) => onChange({ ...value, level: LEVELS.find((known) => String(known) === level) ?? value.level })}
      />
      <Select
        {...still}
        label={t('rights.tier')}
        allowDeselect={false}
        data={TIERS.map((tier) => ({ value: String(tier), label: t(`tier.${tier}`) }))}
        value={String(value.tier)}
        onChange={(tier) => onChange({ ...value, tier: TIERS.find((known) => String(known) === tier) ?? value.tier })}
      />
      <TextInput
        size={size}
        label={t('rights.team')}
        maxLength={60}
        value={value.team}
        onChange={(event) => onChange({ ...value, team: event.currentTarget.value })}
      />
    </>
  );
}
