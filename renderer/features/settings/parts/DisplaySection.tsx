import { SegmentedControl, Select, Switch } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../../shared/features/settings/contract';
import { useFormat, useNow } from '../../../ui/format/FormatProvider';
import { formatTime } from '../../../ui/format/format';
import { Row, SettingsSection } from './Row';

export interface SectionProps {
  readonly settings: Settings;
  readonly save: (change: Partial<Settings>) => void;
}

/** How the console looks and speaks. */
export function DisplaySection({ settings, save }: SectionProps) {
  const { t } = useTranslation('settings');
  const options = <Value extends string>(values: readonly Value[], label: (value: Value) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  return (
    <SettingsSection id="display" title={t('display.title')}>
      <Row label={t('display.language')}>
        <SegmentedControl
          size="xs"
          aria-label={t('display.language')}
          value={settings.language}
          onChange={(language) => save({ language })}
          data={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Row>
      <Row label={t('display.theme')}>
        <SegmentedControl
          size="xs"
          aria-label={t('display.theme')}
          value={settings.theme}
          onChange={(theme) => save({ theme })}
          data={options(['system', 'light', 'dark'] as const, (value) => t(`display.themes.${value}`))}
        />
      </Row>
      <Row label={t('display.density')} note={t('display.densityNote')}>
        <SegmentedControl
          size="xs"
          aria-label={t('display.density')}
          value={settings.density}
          onChange={(density) => save({ density })}
          data={options(['compact', 'comfortable'] as const, (value) => t(`display.densities.${value}`))}
        />
      </Row>
      <Row label={t('display.colourBlind')} note={t('display.colourBlindNote')}>
        <Switch
          aria-label={t('display.colourBlind')}
          checked={settings.colourBlind}
          onChange={(event) => save({ colourBlind: event.currentTarget.checked })}
        />
      </Row>
      <TimeZone settings={settings} save={save} />
    </SettingsSection>
  );
}

function TimeZone({ settings, save }: SectionProps) {
  const { t } = useTranslation('settings');
  const { locale } = useFormat();
  const now = useNow();
  const zones = useMemo(
    () => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), settings.timeZone])],
    [settings.timeZone],
  );
  const time = formatTime(now, { locale, timeZone: settings.timeZone }, 'minute');
  return (
    <Row label={t('display.timeZone')} note={t('display.timeZoneNote', { time })}>
      <Select
        size="xs"
        w={220}
        searchable
        aria-label={t('display.timeZone')}
        nothingFoundMessage={t('display.noZone')}
        data={zones}
        // What is typed replaces the zone in force instead of being added to its name.
        onClick={(event) => event.currentTarget.select()}
        selectFirstOptionOnChange
        value={settings.timeZone}
        onChange={(timeZone) => {
          if (timeZone !== null) save({ timeZone });
        }}
      />
    </Row>
  );
}
