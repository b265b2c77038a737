import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Cause } from '../../../shared/features/quality/causes';
import type { Lock } from '../../../shared/features/quality/contract';
import { EVERYTHING } from '../../../shared/features/quality/figures';
import type { FormatRules } from '../../ui/format/format';
import { formatNumber } from '../../ui/format/format';

type Words = TFunction<'quality'>;

/** A strategy in the operator's words. */
export function useStrategyName(): (strategy: string) => string {
  const { i18n } = useTranslation();
  return (strategy) => {
    const key = `strategies:${strategy.split('@')[0]}.name`;
    return i18n.exists(key) ? String(i18n.t(key as never)) : strategy;
  };
}

export function scopeText(t: Words, scope: string): string {
  return scope === EVERYTHING ? t('lock.everything') : scope;
}

/** Why a lock is there: the thresholds' own in words, else what was written. */
export function reasonText(t: Words, { kind, reason, values }: Lock): string {
  return kind === 'stops' ? t('lock.stops', { count: Number(values.stops ?? 3) }) : reason;
}

/** How a lock ended. */
export function endText(t: Words, { liftedBy, liftedReason }: Lock): string {
  return liftedBy === 'system:quality' ? t('lock.expired') : (liftedReason ?? '–');
}

/** A cause with its figures, in a sentence. */
export function causeSentence(t: Words, { cause, figures }: Cause, format: FormatRules): string {
  const shown = (name: string, decimals: number) => formatNumber(figures[name] ?? null, format, decimals);
  switch (cause) {
    case 'news':
      return t((figures.minutes ?? 0) < 0 ? 'causeText.newsBefore' : 'causeText.newsAfter', {
        minutes: formatNumber(Math.abs(figures.minutes ?? 0), format),
        count: figures.count ?? 1,
      });
    case 'regime':
      return t('causeText.regime', { distance: shown('distancePercent', 2), slope: shown('slopePercent', 2) });
    case 'gap':
      return t('causeText.gap', { missing: shown('missing', 0), suspect: shown('suspect', 0) });
    case 'stop-near':
      return figures.stopAtr === undefined
        ? t('causeText.stopNear', { minutes: shown('minutes', 0) })
        : t('causeText.stopNearAtr', { minutes: shown('minutes', 0), atr: shown('stopAtr', 2) });
    case 'late-entry':
      return figures.distanceAtr === undefined
        ? t('causeText.lateMoved', { moved: shown('movedR', 2) })
        : t('causeText.late', { moved: shown('movedR', 2), atr: shown('distanceAtr', 2) });
  }
}

/** Refusals of the contract as sentences; null for any other word. */
export function refusalOf(t: Words, code: string): string | null {
  switch (code) {
    case 'UNKNOWN_INSTRUMENT':
      return t('refusal.UNKNOWN_INSTRUMENT');
    case 'ALREADY_PAUSED':
      return t('refusal.ALREADY_PAUSED');
    case 'UNKNOWN_LOCK':
      return t('refusal.UNKNOWN_LOCK');
    case 'ALREADY_OVER':
      return t('refusal.ALREADY_OVER');
    default:
      return null;
  }
}
