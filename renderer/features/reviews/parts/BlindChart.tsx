import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { timeframeMs } from '../../../../shared/base/time';
import type { BlindSignal } from '../../../../shared/features/reviews/contract';
import { usePreferences, useScheme } from '../../../app/preferences';
import { colours } from '../../../app/theme';
import { LevelChart } from '../../../ui/LevelChart';
import { SkeletonRows } from '../../../ui/states';
import { barsOfPack } from '../blindBars';
import styles from './reviews.module.css';

const HEIGHT = 300;
const LEVELS = [
  ['entry', 'accent'],
  ['tp1', 'up'],
  ['tp2', 'up'],
  ['sl', 'down'],
] as const;

/** The market up to the decision and not a candle further. */
export function BlindChart({ signal, decimals }: { signal: BlindSignal; decimals: number }) {
  const { t } = useTranslation('reviews');
  const { t: words } = useTranslation('signals');
  const { theme, colourBlind } = usePreferences();
  const scheme = useScheme(theme);
  const ink = useMemo(() => colours(scheme, colourBlind), [scheme, colourBlind]);
  const bars = useQuery({ queryKey: ['reviews', 'bars', signal.id], queryFn: () => barsOfPack(signal.pack) });
  const levels = useMemo(
    () => LEVELS.map(([level, tone]) => ({ price: signal[level], title: words(`chart.${level}`), tone })),
    [signal, words],
  );
  const mark = useMemo(
    () => ({ ts: signal.at - timeframeMs(signal.timeframe), up: signal.direction === 'long', text: words('chart.decision') }),
    [signal, words],
  );
  if (bars.data === undefined) return <SkeletonRows rows={8} />;
  if (bars.data.length === 0) return <p className={styles.faint}>{t('work.noCandles')}</p>;
  return (
    <LevelChart
      label={t('work.chart', { instrument: signal.instrument, timeframe: signal.timeframe })}
      bars={bars.data}
      levels={levels}
      mark={mark}
      decimals={decimals}
      ink={ink}
      height={HEIGHT}
    />
  );
}
