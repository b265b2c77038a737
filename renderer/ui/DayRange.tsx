import { useId } from 'react';
import { DAY, HOUR } from '../../shared/base/time';
import { dayOf, dayStart } from '../../shared/base/zonedDay';
import styles from './dayRange.module.css';
import { useFormat } from './format/FormatProvider';

interface DayRangeProps {
  readonly fromLabel: string;
  readonly toLabel: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly onChange: (range: { readonly from: number | undefined; readonly to: number | undefined }) => void;
}

/** Two days of the operator's own zone, both included, as the instants `from ≤ at < to`. */
export function DayRange({ fromLabel, toLabel, from, to, onChange }: DayRangeProps) {
  const { timeZone } = useFormat();
  const day = (at: number | undefined) => (at === undefined ? '' : dayOf(at, timeZone));
  const last = (text: string) => {
    const start = dayStart(text, timeZone);
    // A civil day has 23 to 25 hours: 30 hours on lies in the next one, whose start ends this one.
    return start === null ? undefined : (dayStart(dayOf(start + DAY + 6 * HOUR, timeZone), timeZone) ?? start + DAY);
  };
  return (
    <>
      <DayField
        label={fromLabel}
        value={day(from)}
        onChange={(text) => onChange({ from: dayStart(text, timeZone) ?? undefined, to })}
      />
      <DayField
        label={toLabel}
        value={day(to === undefined ? undefined : to - 1)}
        onChange={(text) => onChange({ from, to: last(text) })}
      />
    </>
  );
}

function DayField({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  const id = useId();
  return (
    <span className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </span>
  );
}
