import { Button } from '@mantine/core';
import { IconAlertTriangle, IconLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber } from '../../../ui/format/format';
import { Progress } from '../../../ui/states';
import type { Verification } from '../verification';
import styles from './audit.module.css';

interface VerifyBandProps {
  readonly verification: Verification;
  readonly onStop: () => void;
  readonly onShow: (sequence: number) => void;
}

/** How far the walk of the chain is, and what it found. */
export function VerifyBand({ verification, onStop, onShow }: VerifyBandProps) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const close = (
    <Button size="compact-xs" variant="default" onClick={onStop}>
      {t('close')}
    </Button>
  );
  if (verification.state === 'running') {
    const { checked, total } = verification;
    const label = t('verify.running', { checked: formatNumber(checked, format), total: formatNumber(total, format) });
    return (
      <div className={styles.band}>
        <Progress label={label} done={checked} total={total === 0 ? null : total} onCancel={onStop} />
      </div>
    );
  }
  if (verification.state === 'broken') {
    return (
      <div className={styles.band} data-tone="danger" role="alert">
        <IconAlertTriangle size={16} aria-hidden />
        {t('verify.broken', { sequence: verification.sequence, reason: verification.reason })}
        <Button size="compact-xs" variant="default" onClick={() => onShow(verification.sequence)}>
          {t('verify.show')}
        </Button>
        {close}
        <p>{t('verify.brokenHint')}</p>
      </div>
    );
  }
  return (
    <div className={styles.band} data-tone={verification.state === 'holds' ? 'good' : undefined} role="status">
      <IconLink size={16} aria-hidden />
      {verification.state === 'holds' ? t('verify.holds', { count: verification.checked }) : t('verify.interrupted')}
      {close}
    </div>
  );
}

/** How far the export is, and the way out of it. */
export function ExportBand({ done, total, onStop }: { done: number; total: number; onStop: () => void }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const label = t('export.running', { done: formatNumber(done, format), total: formatNumber(total, format) });
  return (
    <div className={styles.band}>
      <Progress label={label} done={done} total={total === 0 ? null : total} onCancel={onStop} />
    </div>
  );
}
