import type { TFunction } from 'i18next';
import type { Text } from '../../../../shared/features/sop/text';
import type { TypedValue } from '../../../../shared/features/sop/values';
import type { FormatRules } from '../../../ui/format/format';
import { figureText, moneyText } from '../parts/fieldText';
import { roleWord } from '../refusal';

interface Words {
  readonly t: TFunction<'sop'>;
  readonly say: (text: Text) => string;
  readonly format: FormatRules;
}

const OPERATORS = { '<': '<', '<=': '≤', '>': '>', '>=': '≥', '=': '=' } as const;

/** A typed value as it is read in the table: figure, unit and bound, never a field's name. */
export function valueText(value: TypedValue, words: Words): string {
  const { t, say, format } = words;
  switch (value.type) {
    case 'threshold':
      return thresholdText(value, words);
    case 'sla': {
      const time = value.minutes === null ? t('library.bestEffort') : `${figureText(value.minutes, format)} min`;
      const hours = value.calendar === 'opening-hours' ? ` (${t('library.openingHours')})` : '';
      return `${value.level} · ${t(`library.slaClock.${value.clock}`)} : ${time}${hours}`;
    }
    case 'duration':
      return `${figureText(value.value, format)} ${t(`library.unitOf.${value.unit}`)}`;
    case 'money':
      return moneyText(value.minor, value.currency, format);
    case 'band':
      return `${bandText(value, words)} · ${value.roles.map((role) => roleWord(role, t)).join(', ')}`;
    case 'count':
      return countText(value, words);
    case 'policy':
      return policyText(value, words);
    case 'route':
      return `${value.level} → ${value.channels.join(', ')}`;
    case 'level':
      return `${value.level} · ${say(value.value)}`;
    case 'case':
    case 'text':
      return say(value.value);
  }
}

type Kind<Name extends TypedValue['type']> = Extract<TypedValue, { type: Name }>;

function thresholdText(value: Kind<'threshold'>, { t, say, format }: Words): string {
  const unit = value.unit === 'count' ? '' : ` ${value.unit}`;
  const parts = [
    `${OPERATORS[value.op]} ${figureText(value.value, format)}${unit}`,
    value.aggregate ?? '',
    value.windowMinutes === undefined ? '' : t('library.overMinutes', { count: value.windowMinutes }),
  ];
  const said = parts.filter((part) => part !== '').join(', ');
  return value.consequence === undefined ? said : `${said} → ${say(value.consequence)}`;
}

function bandText({ fromMinor, toMinor, currency }: Kind<'band'>, { t, format }: Words): string {
  const from = fromMinor === null ? null : moneyText(fromMinor, currency, format);
  const to = toMinor === null ? null : moneyText(toMinor, currency, format);
  if (from !== null && to !== null) return t('library.range', { from, to });
  return from !== null ? t('library.from', { amount: from }) : t('library.upTo', { amount: to ?? '–' });
}

function countText(value: Kind<'count'>, { t, format }: Words): string {
  const { min, max, unit } = value;
  const figures =
    max === null
      ? `≥ ${figureText(min, format)}`
      : min === max
        ? figureText(min, format)
        : t('library.range', { from: figureText(min, format), to: figureText(max, format) });
  return [figures, unit ?? '', t(`library.per.${value.per}`)].filter((part) => part !== '').join(' ');
}

function policyText(value: Kind<'policy'>, { t, say, format }: Words): string {
  const every =
    value.every === undefined
      ? ''
      : t('library.every', { value: figureText(value.every.value, format), unit: t(`library.unitOf.${value.every.unit}`) });
  return [value.system, every, value.at ?? '', say(value.value)].filter((part) => part !== '').join(' · ');
}
