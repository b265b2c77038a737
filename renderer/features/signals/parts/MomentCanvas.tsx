import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  LineStyle,
  type UTCTimestamp,
} from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { timeframeMs } from '../../../../shared/base/time';
import type { SignalRow } from '../../../../shared/features/signals/signal';
import { usePreferences, useScheme } from '../../../app/preferences';
import { type ColourTokens, colours } from '../../../app/theme';
import { ChartCredit } from '../../../ui/ChartCredit';
import { useFormat } from '../../../ui/format/FormatProvider';
import { type FormatRules, formatNumber, formatTime } from '../../../ui/format/format';
import type { Bar } from '../bars';
import styles from './signals.module.css';

interface CanvasProps {
  readonly bars: readonly Bar[];
  readonly row: SignalRow;
  readonly decimals: number;
}

/** Candles with the plan's levels and a mark on the deciding one. Drawn anew when the theme, the words or the candles change. */
export function MomentCanvas({ bars, row, decimals }: CanvasProps) {
  const { t } = useTranslation('signals');
  const box = useRef<HTMLElement>(null);
  const format = useFormat();
  const { theme, colourBlind } = usePreferences();
  const scheme = useScheme(theme);

  useEffect(() => {
    if (box.current === null) return;
    const ink = colours(scheme, colourBlind);
    const chart = createChart(box.current, chartOptions(ink, format, decimals));
    draw(chart, { bars, row, decimals }, ink, {
      entry: t('chart.entry'),
      tp1: t('chart.tp1'),
      tp2: t('chart.tp2'),
      sl: t('chart.sl'),
      decision: t('chart.decision'),
    });
    chart.timeScale().fitContent();
    return () => chart.remove();
  }, [bars, row, decimals, scheme, colourBlind, format, t]);

  return (
    <div className={styles.chartBox}>
      <figure
        ref={box}
        className={styles.chart}
        aria-label={t('chart.label', { instrument: row.instrument, timeframe: row.timeframe })}
      />
      <ChartCredit />
    </div>
  );
}

function chartOptions(ink: ColourTokens, format: FormatRules, decimals: number) {
  return {
    autoSize: true,
    layout: { background: { color: ink.surface }, textColor: ink.textSecondary, fontSize: 11, attributionLogo: false },
    grid: { vertLines: { color: ink.gridLine }, horzLines: { color: ink.gridLine } },
    rightPriceScale: { borderColor: ink.border },
    timeScale: {
      borderColor: ink.border,
      timeVisible: true,
      tickMarkFormatter: (time: unknown) => formatTime(Number(time) * 1000, format, 'minute'),
    },
    localization: {
      priceFormatter: (price: number) => formatNumber(price, format, decimals),
      timeFormatter: (time: unknown) => formatTime(Number(time) * 1000, format, 'full'),
    },
    handleScroll: { mouseWheel: false },
    handleScale: { mouseWheel: false },
  };
}

type LevelWords = Readonly<Record<'entry' | 'tp1' | 'tp2' | 'sl' | 'decision', string>>;

function draw(chart: IChartApi, { bars, row, decimals }: CanvasProps, ink: ColourTokens, words: LevelWords): void {
  const series = chart.addSeries(CandlestickSeries, {
    upColor: ink.up,
    borderUpColor: ink.up,
    wickUpColor: ink.up,
    downColor: ink.down,
    borderDownColor: ink.down,
    wickDownColor: ink.down,
    priceFormat: { type: 'price', precision: decimals, minMove: 10 ** -decimals },
    lastValueVisible: false,
    priceLineVisible: false,
    // The levels must be on the picture even where the market never came near them.
    autoscaleInfoProvider: (original: () => { priceRange: { minValue: number; maxValue: number } | null } | null) => {
      const info = original();
      const range = info?.priceRange;
      if (info === null || range === null || range === undefined) return null;
      const levels = [row.entry, row.sl, row.tp1, row.tp2];
      return {
        ...info,
        priceRange: { minValue: Math.min(range.minValue, ...levels), maxValue: Math.max(range.maxValue, ...levels) },
      };
    },
  });
  series.setData(bars.map((bar) => candleOf(bar, ink)));
  for (const [level, color] of levelColours(ink)) {
    series.createPriceLine({
      price: row[level],
      color,
      lineWidth: 1,
      lineStyle: level === 'entry' ? LineStyle.Solid : LineStyle.Dashed,
      title: words[level],
      axisLabelVisible: true,
    });
  }
  const deciding = row.at - timeframeMs(row.timeframe);
  if (!bars.some((bar) => bar.ts === deciding)) return;
  const long = row.direction === 'long';
  createSeriesMarkers(series, [
    {
      time: (deciding / 1000) as UTCTimestamp,
      position: long ? 'belowBar' : 'aboveBar',
      shape: long ? 'arrowUp' : 'arrowDown',
      color: ink.accent,
      text: words.decision,
    },
  ]);
}

/** Suspect bars are drawn in the colour of a warning: their prices may not be relied on. */
function candleOf(bar: Bar, ink: ColourTokens) {
  const doubt = bar.quality === 'suspect' ? { color: ink.warning, borderColor: ink.warning, wickColor: ink.warning } : {};
  return { time: (bar.ts / 1000) as UTCTimestamp, open: bar.open, high: bar.high, low: bar.low, close: bar.close, ...doubt };
}

function levelColours(ink: ColourTokens): readonly (readonly ['entry' | 'tp1' | 'tp2' | 'sl', string])[] {
  return [
    ['entry', ink.accent],
    ['tp1', ink.up],
    ['tp2', ink.up],
    ['sl', ink.down],
  ];
}
