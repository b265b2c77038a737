import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { timeframeMs } from '../../../../shared/base/time';
import type { SignalRow } from '../../../../shared/features/signals/signal';
import { usePreferences, useScheme } from '../../../app/preferences';
import { colours } from '../../../app/theme';
import { LevelChart } from '../../../ui/LevelChart';
import type { Bar } from '../bars';

interface CanvasProps {
  readonly bars: readonly Bar[];
  readonly row: SignalRow;
  readonly decimals: number;
}

const HEIGHT = 260;
const LEVELS = [
  ['entry', 'accent'],
  ['tp1', 'up'],
  ['tp2', 'up'],
  ['sl', 'down'],
] as const;

/** Candles around a decision with the plan's levels, and a mark on the deciding one. */
export function MomentCanvas({ bars, row, decimals }: CanvasProps) {
  const { t } = useTranslation('signals');
  const { theme, colourBlind } = usePreferences();
  const scheme = useScheme(theme);
  const ink = useMemo(() => colours(scheme, colourBlind), [scheme, colourBlind]);
  const drawn = useMemo(() => bars.map((bar) => ({ ...bar, suspect: bar.quality === 'suspect' })), [bars]);
  const levels = useMemo(
    () => LEVELS.map(([level, tone]) => ({ price: row[level], title: t(`chart.${level}`), tone })),
    [row, t],
  );
  const mark = useMemo(
    () => ({ ts: row.at - timeframeMs(row.timeframe), up: row.direction === 'long', text: t('chart.decision') }),
    [row, t],
  );
  return (
    <LevelChart
      label={t('chart.label', { instrument: row.instrument, timeframe: row.timeframe })}
      bars={drawn}
      levels={levels}
      mark={mark}
      decimals={decimals}
      ink={ink}
      height={HEIGHT}
    />
  );
}
