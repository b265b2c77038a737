import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SectionProps } from './DisplaySection';
import { Row } from './Row';

const LARGEST = 1000;

/** How far a second venue's price may lie from a signal's entry; saved when the field is left. */
export function RefereeRow({ settings, save }: SectionProps) {
  const { t } = useTranslation('settings');
  const [draft, setDraft] = useState<string | number>(settings.refereeBps);
  const keep = () => {
    const value = Number(draft);
    const valid = draft !== '' && Number.isInteger(value) && value >= 0 && value <= LARGEST;
    if (valid && value !== settings.refereeBps) save({ refereeBps: value });
    if (!valid) setDraft(settings.refereeBps);
  };
  return (
    <Row label={t('engine.referee')} note={t('engine.refereeNote')}>
      <NumberInput
        size="xs"
        w={140}
        aria-label={t('engine.referee')}
        suffix={t('engine.refereeUnit')}
        min={0}
        max={LARGEST}
        allowDecimal={false}
        allowNegative={false}
        value={draft}
        onChange={setDraft}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
        }}
      />
    </Row>
  );
}
