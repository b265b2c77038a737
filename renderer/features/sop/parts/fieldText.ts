import type { TFunction } from 'i18next';
import type { Field } from '../../../../shared/features/sop/step';
import type { Text } from '../../../../shared/features/sop/text';
import { type FormatRules, formatTime } from '../../../ui/format/format';
import { decimalsOf } from '../run/fields';

/** Money in whole minor units, with its currency. */
export function moneyText(minor: number, currency: string, { locale }: FormatRules): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(minor / 10 ** decimalsOf(currency));
}

/** A figure with the decimals that it has. */
export function figureText(value: number, { locale }: FormatRules): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value);
}

/** A saved value as it is read. */
export function fieldText(
  field: Field,
  value: string | number | boolean,
  t: TFunction<'sop'>,
  say: (text: Text) => string,
  format: FormatRules,
): string {
  if (typeof value === 'boolean') return t(value ? 'run.record.yes' : 'run.record.no');
  if (typeof value === 'number') {
    if (field.type === 'money') return moneyText(value, field.currency ?? 'EUR', format);
    const unit = field.type === 'percent' ? '%' : field.unit;
    return unit === undefined ? figureText(value, format) : `${figureText(value, format)}\u00a0${unit}`;
  }
  if (field.type === 'choice') {
    const option = field.options?.find(({ id }) => id === value);
    return option === undefined ? value : say(option.label);
  }
  // A civil date has no zone: noon in UTC is that day everywhere that matters.
  if (field.type === 'date') return formatTime(Date.parse(`${value}T12:00:00Z`), { ...format, timeZone: 'UTC' }, 'day');
  return value;
}
