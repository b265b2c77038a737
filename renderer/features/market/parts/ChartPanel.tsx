import { Button } from '@mantine/core';
import { IconChartCandle } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeframeMs } from '../../../../shared/base/time';
import type { Instrument } from '../../../../shared/features/market/instrument';
import type { SignalRow } from '../../../../shared/features/signals/signal';
import { usePreferences, useScheme } from '../../../app/preferences';
import { colours as coloursOf } from '../../../app/theme';
import { ChartCredit } from '../../../ui/ChartCredit';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states';
import { tell } from '../../../ui/toasts';
import { useMarketView } from '../marketView';
import { useSeries } from '../queries';
import { levelsOf, marksOf } from '../signalMarks';
import { useAnnouncements } from '../useAnnouncements';
import { CandleTable } from './CandleTable';
import { linesOf } from './chartLines';
import { Legend } from './Legend';
import styles from './market.module.css';

/** The chart library arrives with the first chart, not with the first page. */
const ChartCanvas = lazy(async () => ({ default: (await import('./ChartCanvas')).ChartCanvas }));

/** One instrument's candles: the legend, then the picture or its table. */
export function ChartPanel({ instrument, signals }: { instrument: Instrument; signals: readonly SignalRow[] }) {
  const { t } = useTranslation('market');
  const view = useMarketView();
  const { theme, colourBlind } = usePreferences();
  const scheme = useScheme(theme);
  const colours = useMemo(() => coloursOf(scheme, colourBlind), [scheme, colourBlind]);
  const { model, error, retry, loadOlder } = useSeries(instrument, view.timeframe, () => tell(t('olderFailed')));
  const announced = useAnnouncements(instrument, model);
  const [position, setPosition] = useState<number | null>(null);
  const { ema, bollinger, rsi } = view;
  const lines = useMemo(
    () => (model === null ? [] : linesOf(model, { ema, bollinger, rsi }, [t('legend.upper'), t('legend.lower')])),
    [model, ema, bollinger, rsi, t],
  );
  const levels = useMemo(() => (view.levels ? levelsOf(signals, (level) => t(`level.${level}`)) : []), [view.levels, signals, t]);
  const marks = useMemo(
    () =>
      marksOf(signals, timeframeMs(view.timeframe), (signal) =>
        signal.timeframe === view.timeframe ? '' : t(`timeframe.${signal.timeframe}`),
      ),
    [signals, view.timeframe, t],
  );
  return (
    <div className={styles.chartPane} data-overlaid={(model !== null && model.candles.length > 0 && !view.table) || undefined}>
      <Legend
        instrument={instrument}
        timeframe={t(`timeframe.${view.timeframe}`)}
        model={model}
        lines={lines}
        colours={colours}
        announced={announced}
        stepMs={timeframeMs(view.timeframe)}
        position={position}
      />
      <div className={styles.chartBody}>
        {model === null ? (
          error === null ? (
            <SkeletonRows rows={12} />
          ) : (
            <ErrorState error={error} onRetry={retry} />
          )
        ) : model.candles.length === 0 ? (
          <NoCandles onRetry={retry} />
        ) : view.table ? (
          <CandleTable model={model} instrument={instrument} announced={announced} stepMs={timeframeMs(view.timeframe)} />
        ) : (
          <Suspense fallback={<SkeletonRows rows={12} />}>
            <ChartCanvas
              key={`${instrument.id}:${view.timeframe}`}
              instrument={instrument}
              model={model}
              lines={lines}
              levels={levels}
              marks={marks}
              announced={announced}
              timeframe={view.timeframe}
              colours={colours}
              onCrosshair={setPosition}
              onNeedOlder={loadOlder}
            />
            <ChartCredit />
          </Suspense>
        )}
      </div>
    </div>
  );
}

function NoCandles({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation(['market', 'ui']);
  return (
    <EmptyState
      icon={<IconChartCandle size={24} aria-hidden />}
      title={t('market:noCandles.title')}
      text={t('market:noCandles.text')}
      action={
        <Button size="xs" variant="default" onClick={onRetry}>
          {t('ui:error.retry')}
        </Button>
      }
    />
  );
}
