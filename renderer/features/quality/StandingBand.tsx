import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EVERYTHING } from '../../../shared/features/quality/figures';
import { useCommand } from '../../app/keys';
import { useGoTo } from '../../app/navigation';
import { useFormat } from '../../ui/format/FormatProvider';
import { formatTime } from '../../ui/format/format';
import { PauseDialog } from './parts/LockDialogs';
import styles from './parts/quality.module.css';
import { reasonText } from './qualityWords';
import { useLocks, useMayManage, useQualityChanges } from './queries';

/** Over every screen: that publication is stopped, or which instruments are paused. Carries out the stop from wherever one is. */
export function StandingBand() {
  const { t } = useTranslation('quality');
  const format = useFormat();
  const goTo = useGoTo();
  const mayManage = useMayManage();
  const [stopping, setStopping] = useState(false);
  useQualityChanges();
  const active = useLocks().data?.active ?? [];
  const stop = active.find(({ scope }) => scope === EVERYTHING);
  useCommand('quality.stop', () => setStopping(true), mayManage && stop === undefined);
  const paused = [...new Set(active.map(({ scope }) => scope))].filter((scope) => scope !== EVERYTHING);
  return (
    <>
      {stopping && <PauseDialog scope={EVERYTHING} onClose={() => setStopping(false)} />}
      {active.length > 0 && (
        <div className={styles.standing} data-tone={stop === undefined ? 'warning' : 'danger'} role="status">
          <IconHandStop size={16} aria-hidden />
          <span>
            {stop === undefined
              ? t('band.paused', { count: paused.length, instruments: paused.join(', ') })
              : t('band.stopped', { reason: reasonText(t, stop), until: formatTime(stop.expiresAt, format, 'short') })}
          </span>
          <Button size="compact-xs" variant="default" onClick={() => goTo('/quality')}>
            {t('band.see')}
          </Button>
        </div>
      )}
    </>
  );
}
