import { Button, CloseButton, Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY, HOUR } from '../../shared/base/time';
import { dayOf, dayStart } from '../../shared/base/zonedDay';
import styles from './filter.module.css';
import { useFormat, useNow } from './format/FormatProvider';
import { formatTime } from './format/format';

interface Range {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

interface DayRangeProps extends Range {
  readonly onChange: (range: Range) => void;
}

const SPANS = [1, 7, 30] as const;

/** Days of the operator's own zone, both ends included, as the instants `from ≤ at < to`; the last 1, 7 or 30 days in one press. */
export function DayRange({ from, to, onChange }: DayRangeProps) {
  const { t } = useTranslation('ui');
  const [open, setOpen] = useState(false);
  const format = useFormat();
  const now = useNow();
  const label = t('period.label');
  const said = saidRange(from, to, (at) => formatTime(at, format, 'day'));
  const span = (days: number) => {
    onChange({ from: dayStart(dayOf(now - (days - 1) * DAY, format.timeZone), format.timeZone) ?? undefined, to: undefined });
    setOpen(false);
  };
  return (
    <span className={styles.filter} data-active={said !== null || undefined}>
      <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="none" trapFocus transitionProps={{ duration: 0 }}>
        <Popover.Target>
          <Button
            size="xs"
            variant="default"
            rightSection={<IconChevronDown size={12} aria-hidden />}
            onClick={() => setOpen(!open)}
          >
            {said === null ? label : `${label} · ${said}`}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={styles.menu} aria-label={label}>
          <div className={styles.spans}>
            {SPANS.map((days) => (
              <Button key={days} size="compact-xs" variant="default" onClick={() => span(days)}>
                {t('period.last', { count: days })}
              </Button>
            ))}
          </div>
          <DayFields from={from} to={to} onChange={onChange} />
        </Popover.Dropdown>
      </Popover>
      {said !== null && (
        <CloseButton
          size="xs"
          aria-label={t('filter.clear', { name: label })}
          onClick={() => onChange({ from: undefined, to: undefined })}
        />
      )}
    </span>
  );
}

function DayFields({ from, to, onChange }: DayRangeProps) {
  const { t } = useTranslation('ui');
  const { timeZone } = useFormat();
  const day = (at: number | undefined) => (at === undefined ? '' : dayOf(at, timeZone));
  const dayAfter = (text: string) => {
    const start = dayStart(text, timeZone);
    // A civil day has 23 to 25 hours: 30 hours on lies in the next one, whose start ends this one.
    return start === null ? undefined : (dayStart(dayOf(start + DAY + 6 * HOUR, timeZone), timeZone) ?? start + DAY);
  };
  return (
    <>
      <DayField
        label={t('period.from')}
        value={day(from)}
        onChange={(text) => onChange({ from: dayStart(text, timeZone) ?? undefined, to })}
      />
      <DayField
        label={t('period.to')}
        value={day(to === undefined ? undefined : to - 1)}
        onChange={(text) => onChange({ from, to: dayAfter(text) })}
      />
    </>
  );
}

function DayField({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  const id = useId();
  return (
    <span className={styles.day}>
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </span>
  );
}

function saidRange(from: number | undefined, to: number | undefined, say: (at: number) => string): string | null {
  if (from === undefined && to === undefined) return null;
  return `${from === undefined ? '…' : say(from)} – ${to === undefined ? '…' : say(to - 1)}`;
}
