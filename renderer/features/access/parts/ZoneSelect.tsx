import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** The zone this machine keeps. */
export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function ZoneSelect({ value, onChange }: { value: string; onChange: (zone: string) => void }) {
  const { t } = useTranslation('access');
  const zones = useMemo(() => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), value])], [value]);
  return (
    <Select
      searchable
      label={t('field.timeZone')}
      nothingFoundMessage={t('field.noZone')}
      data={zones}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      selectFirstOptionOnChange
      value={value}
      onChange={(zone) => {
        if (zone !== null) onChange(zone);
      }}
    />
  );
}
