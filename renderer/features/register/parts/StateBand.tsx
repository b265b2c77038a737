import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RegisterState } from '../../../../shared/features/register/contract';
import { useFormat, useNow } from '../../../ui/format/FormatProvider';
import { formatAge, formatNumber } from '../../../ui/format/format';
import { Progress } from '../../../ui/states';
import type { useRegisterExport } from '../useRegisterExport';
import type { useWalk } from '../useWalk';
import styles from './register.module.css';

interface StateBandProps {
  readonly state: RegisterState | undefined;
  readonly walk: ReturnType<typeof useWalk>;
  readonly exporting: ReturnType<typeof useRegisterExport>;
  readonly onShow: (sequence: number) => void;
}

/** How many entries there are, whether the chain holds, and since when it is anchored outside. */
export function StateBand({ state, walk, exporting, onShow }: StateBandProps) {
  const { t } = useTranslation('register');
  const format = useFormat();
  const now = useNow();
  if (state === undefined) return null;
  const { folder, webhook } = state.anchors;
  const good = Math.max(folder.good?.at ?? 0, webhook.good?.at ?? 0);
  const anchored = good === 0 ? t('band.notAnchored') : t('band.anchored', { age: formatAge(good, now, format) });
  return (
    <>
      <div className={styles.band} role="status">
        {t('band.entries', { count: state.entries })}
        <span>{anchored}</span>
      </div>
      {walk.walk !== null && <WalkBand walk={walk.walk} onStop={walk.stop} onShow={onShow} />}
      {exporting.progress !== null && (
        <div className={styles.band}>
          <Progress
            label={t('export.running', {
              done: formatNumber(exporting.progress.done, format),
              total: formatNumber(exporting.progress.total, format),
            })}
            done={exporting.progress.done}
            total={exporting.progress.total === 0 ? null : exporting.progress.total}
            onCancel={exporting.stop}
          />
        </div>
      )}
    </>
  );
}

interface WalkBandProps {
  readonly walk: NonNullable<ReturnType<typeof useWalk>['walk']>;
  readonly onStop: () => void;
  readonly onShow: (sequence: number) => void;
}

function WalkBand({ walk, onStop, onShow }: WalkBandProps) {
  const { t } = useTranslation('register');
  const format = useFormat();
  const close = (
    <Button size="compact-xs" variant="default" onClick={onStop}>
      {t('close')}
    </Button>
  );
  if (walk.state === 'running') {
    const label = t('verify.running', { checked: formatNumber(walk.checked, format), total: formatNumber(walk.total, format) });
    return (
      <div className={styles.band}>
        <Progress label={label} done={walk.checked} total={walk.total === 0 ? null : walk.total} onCancel={onStop} />
      </div>
    );
  }
  if (walk.state === 'broken') {
    return (
      <div className={styles.band} data-tone="danger" role="alert">
        {t('verify.broken', { sequence: walk.sequence, reason: walk.reason })}
        <Button size="compact-xs" variant="default" onClick={() => onShow(walk.sequence)}>
          {t('verify.show')}
        </Button>
        {close}
      </div>
    );
  }
  return (
    <div className={styles.band} data-tone={walk.state === 'holds' ? 'good' : undefined} role="status">
      {walk.state === 'holds' ? t('verify.holds', { count: walk.checked }) : t('verify.interrupted')}
      {close}
    </div>
  );
}
