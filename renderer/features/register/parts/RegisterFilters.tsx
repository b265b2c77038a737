import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RegisterFilter } from '../../../../shared/features/register/contract';
import { DayRange } from '../../../ui/DayRange';
import { Filter } from '../../../ui/FilterBar';

const KINDS = ['decision', 'act', 'outcome', 'correction'] as const;
const OUTCOMES = ['TP2', 'TP1_BE', 'TP1_EXPIRED', 'SL', 'EXPIRED', 'CANCELLED', 'open'] as const;

interface RegisterFiltersProps {
  readonly filter: RegisterFilter;
  readonly onChange: (filter: RegisterFilter) => void;
  readonly instruments: readonly string[];
}

/** The last twelve months unless a period is chosen. */
export function RegisterFilters({ filter, onChange, instruments }: RegisterFiltersProps) {
  const { t } = useTranslation('register');
  const change = (part: { readonly [Key in keyof RegisterFilter]?: RegisterFilter[Key] | undefined }) =>
    onChange(Object.fromEntries(Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined)));
  return (
    <>
      <Filter
        label={t('filter.instrument')}
        options={instruments.map((value) => ({ value, label: value }))}
        chosen={filter.instruments ?? []}
        onChange={(chosen) => change({ instruments: chosen.length === 0 ? undefined : [...chosen] })}
      />
      <Filter
        label={t('filter.outcome')}
        options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        chosen={(filter.outcomes ?? []).filter((one) => one !== 'TP1')}
        onChange={(chosen) => change({ outcomes: chosen.length === 0 ? undefined : [...chosen] })}
      />
      <Filter
        label={t('filter.kind')}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        chosen={filter.kinds ?? []}
        onChange={(chosen) => change({ kinds: chosen.length === 0 ? undefined : [...chosen] })}
      />
      <DayRange from={filter.from} to={filter.to} onChange={change} />
      {Object.keys(filter).length > 0 && (
        <Button size="xs" variant="subtle" onClick={() => onChange({})}>
          {t('filter.clear')}
        </Button>
      )}
    </>
  );
}
