import { IconCircleCheck, IconCircleDashed, IconCircleX, IconHelpCircle, type TablerIcon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Check, Verdict } from '../../../../shared/features/signals/signal';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent } from '../../../ui/format/format';
import { type CheckFormat, checkPhrase } from '../checkWords';
import styles from './signals.module.css';

const ICON: Readonly<Record<Verdict, TablerIcon>> = {
  pass: IconCircleCheck,
  fail: IconCircleX,
  'no-data': IconHelpCircle,
  'not-applicable': IconCircleDashed,
};

/** Every rule with what was measured, against which threshold, and the verdict as icon and word. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  return (
    <ul className={styles.checks}>
      {checks.map((check) => (
        <CheckLine key={check.rule} check={check} />
      ))}
    </ul>
  );
}

function CheckLine({ check }: { check: Check }) {
  const { t } = useTranslation('signals');
  const phrase = checkPhrase(check, useCheckFormat());
  const Icon = ICON[check.verdict];
  const figures = { measured: phrase.measured ?? '–', threshold: phrase.threshold ?? '–' };
  return (
    <li className={styles.check} data-verdict={check.verdict} data-rule={check.rule}>
      <Icon className={styles.checkIcon} size={16} aria-hidden />
      <div>
        {t(`check.rule.${check.rule}`)}
        <div className={styles.checkText}>
          {phrase.sentence === 'noneNear' ? t('check.noneNear') : t(`check.${phrase.sentence}.${check.rule}`, figures)}
        </div>
      </div>
      <div className={styles.checkWord}>
        {t(`check.verdict.${check.verdict}`)}
        {check.verdict === 'no-data' && !check.passed && <div>{t('check.required')}</div>}
      </div>
    </li>
  );
}

function useCheckFormat(): CheckFormat {
  const { t } = useTranslation('signals');
  const format = useFormat();
  return {
    number: (value, decimals) => formatNumber(value, format, decimals),
    percent: (value, decimals) => formatPercent(value, format, decimals),
    unit: (unit, n) => t(`check.unit.${unit}`, { n }),
  };
}
